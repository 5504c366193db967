import {
  type Arg,
  DockerfileParser,
  type Env,
  type From,
  type Instruction,
  type ModifiableInstruction,
} from 'dockerfile-ast';
import type { Place, TextFile } from './artefacts.js';
import { dockerExpanded, isKnown, unknown } from './expand.js';
import { shown } from './said.js';

/** One instruction of a stage, its variables put in. */
export interface Step {
  readonly keyword: string;
  /** what follows the keyword and its flags, as it stands there */
  readonly raw: string;
  /** the same with variables put in */
  readonly text: string;
  readonly flags: readonly { readonly name: string; readonly value: string }[];
  /** names and values of ARG and ENV */
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  readonly place: Place;
}

/** One stage of a Dockerfile. */
export interface Stage {
  readonly name?: string;
  /** the image that it begins with; `unknown` in it for what a build argument decides */
  readonly from: string;
  /** the earlier stage that it begins with */
  readonly parent?: Stage;
  readonly place: Place;
  readonly steps: readonly Step[];
  /** the variables at the stage's end */
  readonly variables: ReadonlyMap<string, string>;
}

const unquoted = (text: string): string => /^(['"])(.*)\1$/s.exec(text)?.[2] ?? text;

/** Words of an instruction, quotes taken off. */
export const words = (text: string): readonly string[] =>
  (text.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => unquoted(word));

/** The exec form of a command: a JSON list of texts; undefined when it is in shell form. */
export const execForm = (text: string): readonly string[] | undefined => {
  if (!text.trimStart().startsWith('[')) return undefined;
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((item) => typeof item === 'string') ? list : undefined;
  } catch {
    return undefined;
  }
};

const isFrom = (instruction: Instruction): instruction is From => instruction.getKeyword() === 'FROM';
const isArg = (instruction: Instruction): instruction is Arg => instruction.getKeyword() === 'ARG';
const isEnv = (instruction: Instruction): instruction is Env => instruction.getKeyword() === 'ENV';
const hasFlags = (instruction: Instruction): instruction is ModifiableInstruction => 'getFlags' in instruction;

const named = (instruction: Instruction): Step['variables'] =>
  (isArg(instruction) || isEnv(instruction) ? instruction.getProperties() : []).map((property) => ({
    name: property.getName(),
    value: property.getValue() ?? unknown,
  }));

const placeOf = (file: string, instruction: Instruction, value: string): Place => ({
  file,
  line: instruction.getRange().start.line + 1,
  path: instruction.getKeyword(),
  value: shown(value.replaceAll(unknown, '')),
});

const stepOf = (file: string, instruction: Instruction, variables: ReadonlyMap<string, string>): Step => {
  const raw = instruction.getArgumentsContent() ?? '';
  const keyword = instruction.getKeyword();
  const secretive = keyword === 'ARG' || keyword === 'ENV';
  return {
    keyword,
    raw,
    text: dockerExpanded(raw, variables),
    flags: (hasFlags(instruction) ? instruction.getFlags() : []).map((flag) => ({
      name: flag.getName(),
      value: dockerExpanded(flag.getValue() ?? '', variables),
    })),
    variables: named(instruction),
    place: placeOf(
      file,
      instruction,
      secretive
        ? named(instruction)
            .map(({ name }) => name)
            .join(' ')
        : raw.trim(),
    ),
  };
};

interface OpenStage extends Omit<Stage, 'steps' | 'variables'> {
  readonly steps: Step[];
  readonly variables: Map<string, string>;
}

const open = (file: string, from: From, known: ReadonlyMap<string, string>, stages: readonly Stage[]): OpenStage => {
  const image = dockerExpanded(unquoted(from.getImage() ?? ''), known);
  const name = from.getBuildStage()?.toLowerCase();
  const parent = stages.findLast((stage) => stage.name === image.toLowerCase());
  return {
    from: image,
    ...(name !== undefined && { name }),
    ...(parent !== undefined && { parent }),
    place: placeOf(file, from, image),
    steps: [],
    variables: new Map(parent?.variables),
  };
};

/** Tells a stage what an ARG or ENV sets; an ARG without a value has that of the ARG before the first FROM. */
const declare = (step: Step, known: Map<string, string>, globals: ReadonlyMap<string, string>): void => {
  const before = new Map(known);
  for (const { name, value } of step.variables) {
    const given = value === unknown ? (globals.get(name) ?? unknown) : dockerExpanded(value, before);
    known.set(name, isKnown(given) ? given : unknown);
  }
};

/** A Dockerfile, read: each instruction with the variables that are known where it stands. */
export interface Stages {
  /** the ARGs before the first stage */
  readonly arguments: readonly Step[];
  readonly stages: readonly Stage[];
}

/** Reads the stages of a Dockerfile in order. */
export function readStages({ path: file, text }: TextFile): Stages {
  const stages: OpenStage[] = [];
  const first: Step[] = [];
  const globals = new Map<string, string>();
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const stage = stages.at(-1);
    if (isFrom(instruction)) stages.push(open(file, instruction, globals, stages));
    else if (stage !== undefined) {
      const step = stepOf(file, instruction, stage.variables);
      stage.steps.push(step);
      declare(step, stage.variables, globals);
    } else if (isArg(instruction)) {
      const step = stepOf(file, instruction, globals);
      first.push(step);
      declare(step, globals, new Map());
    }
  }
  return { arguments: first, stages };
}
