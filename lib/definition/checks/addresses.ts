import { formatRange, isMapped, liesWithin, readRange, startsRange } from '../cidr.js';
import type { Definition } from '../index.js';
import type { Problem } from '../problems.js';
import { check } from './check.js';

interface Written {
  readonly path: string;
  readonly cidr: string;
  readonly except: readonly string[];
}

/** Every address range of a definition with the place where it stands. */
const rangesOf = ({ network, dependencies }: Definition): readonly Written[] => [
  ...network.callers.flatMap((peer, at) => (peer.kind === 'cidr' ? [{ path: `network.callers[${at}]`, ...peer }] : [])),
  ...network.egress.flatMap((peer, at) => (peer.kind === 'cidr' ? [{ path: `network.egress[${at}]`, ...peer }] : [])),
  ...Object.entries(dependencies).flatMap(([name, { at }]) =>
    at?.kind === 'cidr' ? [{ path: `dependencies.${name}.at`, ...at }] : [],
  ),
];

const misspelled = (path: string, text: string): readonly Problem[] => {
  const range = readRange(text);
  if (isMapped(range))
    return [{ path, message: `${text} is an IPv4 range in IPv6 form`, value: text, fix: 'write it as an IPv4 range' }];
  if (startsRange(range)) return [];
  return [
    {
      path,
      message: `${text} names an address inside the range, not its first one`,
      value: text,
      allowed: formatRange(range),
      fix: `write ${formatRange(range)}, or /${range.bits} for the one address`,
    },
  ];
};

const addressRange = check('address-range', ['network', 'dependencies'], (definition) =>
  rangesOf(definition).flatMap(({ path, cidr, except }) => [
    ...misspelled(`${path}.cidr`, cidr),
    ...except.flatMap((one, at) => [
      ...misspelled(`${path}.except[${at}]`, one),
      ...(liesWithin(readRange(one), readRange(cidr))
        ? []
        : [
            {
              path: `${path}.except[${at}]`,
              message: `${one} does not lie within ${cidr}`,
              value: one,
              allowed: `a smaller range within ${cidr}`,
              fix: 'remove it, or correct one of the two ranges',
            },
          ]),
    ]),
  ]),
);

const portRange = check('port-range', ['network'], ({ network }) =>
  network.egress.flatMap(({ ports }, at) =>
    ports.flatMap(({ port, endPort }, index) =>
      endPort !== undefined && endPort < port
        ? [
            {
              path: `network.egress[${at}].ports[${index}].endPort`,
              message: `the range ends at ${endPort}, before it begins at ${port}`,
              value: String(endPort),
              allowed: `${port} to 65535`,
              fix: 'exchange the two, or remove endPort',
            },
          ]
        : [],
    ),
  ),
);

/** Checks of address ranges and of the ports reached in them. */
export const addressChecks = [addressRange, portRange];
