import type { LocalService } from '../local/types/local.js';
import { fields } from './go-config/field.js';
import { loading } from './go-config/loader.js';
import { goFile } from './go-config/piece.js';
import { reload, struct } from './go-config/struct.js';
import { table } from './go-config/table.js';
import { goTypes } from './go-config/types.js';
import { marker } from './marker.js';

/**
 * The Go source of a service's configuration: a struct of exactly the variables of its definition, and what loads it.
 * It needs Go 1.21 and the standard library only. Throws for a service without a Go program.
 */
export const goConfig = ({
  source,
  goConfig,
  configuration,
}: Pick<LocalService, 'source' | 'goConfig' | 'configuration'>): string => {
  if (goConfig === undefined) throw new TypeError('a service that is not built from Go has no Go configuration');
  // The path of the configuration file is read before there is a Config.
  const all = fields(configuration.filter(({ origin }) => origin !== 'file'));
  const types = [...new Set(all.flatMap(({ entry }) => (entry.secret === undefined ? [entry.type] : [])))].sort();
  return goFile(
    marker('go', source),
    `Package ${goConfig.package} holds the configuration of the process.`,
    goConfig.package,
    [
      struct(all),
      ...loading(all, all.length < configuration.length),
      reload(all),
      table(all),
      ...types.map((type) => goTypes[type].parser),
    ],
  );
};
