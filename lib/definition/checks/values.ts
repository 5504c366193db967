import type { Definition } from '../index.js';

/** What a variable may be set to. */
export type Value = string | number | boolean;
/** A variable whose value stands in the definition. */
export type ValueVariable = Extract<Definition['config']['variables'][string], { kind: 'value' }>;

/** The variables whose values stand in the definition. */
export const values = ({ config }: Definition): readonly (readonly [string, ValueVariable])[] =>
  Object.entries(config.variables).flatMap(([name, variable]) =>
    variable.kind === 'value' ? [[name, variable] as const] : [],
  );

/** The value that the process gets. */
export const effective = ({ value, default: standard }: ValueVariable): Value | undefined => value ?? standard;
