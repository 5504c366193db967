const perUnit: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };

/** The seconds of a duration as Docker and Compose write it, such as `1m30s`; undefined when it is none. */
export const seconds = (text: unknown): number | undefined => {
  if (typeof text !== 'string') return undefined;
  if (text === '0') return 0;
  if (!/^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)];
  return parts.reduce((sum, [, amount, unit = 's']) => sum + Number(amount) * (perUnit[unit] ?? 1), 0);
};

const composeUnits = 'bkmgt';

/** The bytes of a size as Compose writes it, such as `512m`, `1gb` or a number; its units count by 1024. */
export const composeBytes = (size: unknown): number | undefined => {
  if (typeof size === 'number') return size;
  const [, amount, unit = 'b'] =
    /^(\d+(?:\.\d+)?)\s*(?:([bkmgt])|([kmgt])i?b)?$/i.exec(typeof size === 'string' ? sized(size) : '') ?? [];
  return amount === undefined
    ? undefined
    : Math.round(Number(amount) * 1024 ** composeUnits.indexOf(unit.toLowerCase()));
};

/** `512mb` and `512MiB` as `512m`. */
const sized = (text: string): string => text.trim().replace(/([kmgt])i?b$/i, '$1');

const quantityUnits: Readonly<Record<string, number>> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
  Pi: 1024 ** 5,
  Ei: 1024 ** 6,
};

/** The amount of a Kubernetes quantity, such as `512Mi` or `500m`; undefined when it is none. */
export const quantity = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value;
  const [, amount, unit = ''] =
    /^(\d+(?:\.\d*)?(?:e\d{1,2})?)([kMGTPE]i?|Ki|m)?$/.exec(typeof value === 'string' ? value : '') ?? [];
  return amount === undefined ? undefined : Number(amount) * (quantityUnits[unit] ?? Number.NaN);
};

/** The processors of a Compose file: a number, or one in quotes. */
export const cpus = (value: unknown): number | undefined => {
  const text = String(value);
  return (typeof value === 'number' || typeof value === 'string') && /^\d+(\.\d+)?$/.test(text)
    ? Number(text)
    : undefined;
};

const numbers: Readonly<Record<string, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  6: 'SIGABRT',
  9: 'SIGKILL',
  10: 'SIGUSR1',
  12: 'SIGUSR2',
  15: 'SIGTERM',
  28: 'SIGWINCH',
};

/** A signal by its full name: `15`, `term` and `SIGTERM` are one. */
export const signal = (text: string): string => {
  const name = text.trim().toUpperCase();
  return numbers[name] ?? (name.startsWith('SIG') ? name : `SIG${name}`);
};

/** Ports with their protocol, such as `8080/tcp`, from `8080`, `8080/udp` or a range. */
export const portsIn = (text: string): readonly string[] => {
  const [numbersOf = '', protocol = 'tcp'] = text.trim().toLowerCase().split('/');
  const [, first, last] = /^(\d{1,5})-(\d{1,5})$/.exec(numbersOf) ?? [];
  const count = Number(last) - Number(first) + 1;
  if (first === undefined || !(count > 0 && count <= 1000)) return [`${numbersOf}/${protocol}`];
  return Array.from({ length: count }, (_, index) => `${Number(first) + index}/${protocol}`);
};
