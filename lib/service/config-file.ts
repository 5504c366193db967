import { fileVariables } from '../definition/claims.js';
import { configFileVariable, fileKey, reloadable } from '../definition/config-file.js';
import { isJsonObject, type Json } from '../json.js';
import { manifestYaml } from '../manifest-yaml.js';
import type { Context } from './context.js';
import { told } from './told.js';
import type { Labels } from './types/labels.js';

/** What the environment tells the process: all, or all but what the configuration file holds, and the file's path. */
export const toldByEnvironment = (context: Context): Labels => {
  const { definition } = context;
  const { file } = definition.config;
  const inFile = fileVariables(definition);
  return {
    ...Object.fromEntries(Object.entries(told(context)).filter(([name]) => !inFile.includes(name))),
    ...(file !== undefined && { [configFileVariable]: file }),
  };
};

/** The text of the configuration file: YAML, each value at the place where the generated Go configuration names it. */
export const configFileText = (context: Context): string => {
  const { definition } = context;
  const values = told(context);
  const all = [...Object.keys(values), ...Object.keys(definition.config.variables)];
  const content = new Map<string, Json>();
  for (const name of fileVariables(definition)) {
    const [outer = '', inner] = fileKey(name, all).split('.');
    const value = reloadable[name] === 'number' ? Number(values[name]) : (values[name] ?? '');
    const beside = content.get(outer);
    content.set(outer, inner === undefined ? value : { ...(isJsonObject(beside) && beside), [inner]: value });
  }
  return manifestYaml(Object.fromEntries(content));
};
