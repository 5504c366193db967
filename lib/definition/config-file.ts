/** The variable that names the configuration file to the process. */
export const configFileVariable = 'CONFIG_FILE';

/** The mode of the configuration file: everyone in the pod may read it, nobody may write it. */
export const configFileMode = '0444';

/** What the contract tells a process that may change while it runs, and how the configuration file writes each. */
export const reloadable: Readonly<Record<string, 'text' | 'number'>> = {
  LOG_LEVEL: 'text',
  SERVER_RATE_LIMIT: 'number',
  SERVER_RATE_BURST: 'number',
};

/**
 * The places in a configuration file: `SERVER_READ_TIMEOUT` is `server.read_timeout`. A name whose first word is a
 * variable itself keeps its underscores, since one place cannot hold a value and further places.
 */
export const fileKey = (variable: string, all: readonly string[]): string => {
  const key = variable.toLowerCase();
  const dotted = key.replace(/^([a-z0-9]+)_(?=[a-z0-9])/, '$1.');
  const [head] = dotted.split('.');
  return all.some((name) => name.toLowerCase() === head) ? key : dotted;
};
