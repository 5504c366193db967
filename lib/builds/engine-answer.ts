import { z } from 'zod';
import { present } from '../present.js';
import type { ImageHealthCheck, InspectedImage } from '../rules/image.js';

/** What an engine may leave out or tell as null: both mean that there is none. */
const maybe = <S extends z.ZodType>(schema: S) =>
  schema.nullish().transform((value): z.output<S> | undefined => value ?? undefined);
const texts = maybe(z.array(z.string())).transform((list) => list ?? []);
const text = maybe(z.string()).transform((found) => found ?? '');
const nanoseconds = maybe(z.number()).transform((found) => (found ?? 0) / 1_000_000_000);

const HealthConfig = z.object({
  Test: texts,
  Interval: nanoseconds,
  Timeout: nanoseconds,
  StartPeriod: nanoseconds,
  Retries: maybe(z.number()),
});

const Config = z.object({
  User: text,
  ExposedPorts: maybe(z.record(z.string(), z.unknown())),
  Entrypoint: texts,
  Cmd: texts,
  WorkingDir: text,
  Env: texts,
  Labels: maybe(z.record(z.string(), z.string())),
  StopSignal: text,
  Healthcheck: maybe(HealthConfig),
});

/** What is read of `docker image inspect`, of engines since 20.10; newer ones leave out what is empty. */
const Inspected = z.object({
  Os: text,
  Architecture: text,
  Variant: text,
  Size: z.number(),
  RepoDigests: texts,
  Config: maybe(Config),
});

/** One line of `docker history --human=false`, whose sizes are texts. */
const HistoryItem = z.object({ CreatedBy: z.string(), Size: z.coerce.number() });

const healthCheckOf = (found: z.output<typeof HealthConfig> | undefined): ImageHealthCheck | undefined => {
  if (found === undefined || found.Test.length === 0 || found.Test[0] === 'NONE') return undefined;
  return {
    test: found.Test,
    intervalSeconds: found.Interval === 0 ? 30 : found.Interval,
    timeoutSeconds: found.Timeout === 0 ? 30 : found.Timeout,
    startPeriodSeconds: found.StartPeriod,
    retries: found.Retries === undefined || found.Retries === 0 ? 3 : found.Retries,
  };
};

/** The sum of all layers, which is unpacked in every engine; `Size` is packed, unpacked or both, by version and store. */
const sizeOf = (layers: readonly z.output<typeof HistoryItem>[], size: number): number => {
  const sum = layers.reduce((total, layer) => total + layer.Size, 0);
  return sum > 0 ? sum : size;
};

/** One answer of docker as JSON; throws a ZodError or a SyntaxError. */
const json = <S extends z.ZodType>(schema: S, text: string): z.output<S> => schema.parse(JSON.parse(text));

/**
 * An image from what docker prints: of `docker image inspect`, and of `docker history --no-trunc --human=false --format '{{json .}}'`.
 * Undefined when the engine has it for other platforms only; throws where the texts are not what docker prints.
 */
export const imageOf = (reference: string, inspected: string, history: string): InspectedImage | undefined => {
  const [found] = json(z.tuple([Inspected]), inspected);
  const config = found.Config;
  if (config === undefined || found.Os === '') return undefined;
  const layers = history
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => json(HistoryItem, line));
  return present({
    reference,
    os: found.Os,
    architecture: found.Architecture,
    variant: found.Variant === '' ? undefined : found.Variant,
    user: config.User,
    exposedPorts: Object.keys(config.ExposedPorts ?? {}).sort(),
    entrypoint: config.Entrypoint,
    cmd: config.Cmd,
    workdir: config.WorkingDir,
    env: config.Env,
    labels: config.Labels ?? {},
    stopSignal: config.StopSignal === '' ? 'SIGTERM' : config.StopSignal,
    healthCheck: healthCheckOf(config.Healthcheck),
    sizeBytes: sizeOf(layers, found.Size),
    history: layers.map(({ CreatedBy }) => CreatedBy).toReversed(),
    repoDigests: found.RepoDigests,
  });
};
