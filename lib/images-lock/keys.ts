/** What an entry of the images lock stands under when it is for every environment that has none of its own. */
export const everywhere = '*';

/** What the keys of a lock are made from: the environments of a platform, their channels and registries. */
interface Environments {
  readonly registry?: string | undefined;
  readonly environments: Readonly<
    Record<string, { readonly channel?: string | undefined; readonly registry?: string | undefined }>
  >;
}

/** What an entry may stand under: `*`, then each environment and the channel that it follows, in the platform's order. */
export const lockKeys = ({ environments }: Pick<Environments, 'environments'>): readonly string[] => [
  ...new Set([
    everywhere,
    ...Object.entries(environments).flatMap(([name, { channel }]) =>
      channel === undefined ? [name] : [name, channel],
    ),
  ]),
];

/**
 * The registries that images under a key come from: that of the environment, those of all that follow the channel, or the
 * platform's for `*`; none where nothing names one.
 */
export const registriesUnder = (key: string, { registry, environments }: Environments): readonly string[] => {
  const meant = Object.entries(environments).filter(([name, { channel }]) => name === key || channel === key);
  const all = meant.length === 0 ? [registry] : meant.map(([, environment]) => environment.registry ?? registry);
  return [...new Set(all)].filter((one) => one !== undefined);
};
