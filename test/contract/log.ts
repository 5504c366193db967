import { attempt } from '../docker/command.js';
import type { Docker } from '../docker/docker.js';

/** What a container has written, both outputs together. */
const outputOf = async ({ env }: Docker, id: string): Promise<string> => {
  const { stdout, stderr } = await attempt('docker', ['logs', id], { env });
  return `${stdout}${stderr}`;
};

/** A line of the service's log. */
export type Line = Readonly<Record<string, unknown>> & { readonly level: string; readonly msg: string };

/** The log of a container; throws for a line that is not JSON. */
export const logOf = async (docker: Docker, id: string): Promise<readonly Line[]> =>
  (await outputOf(docker, id))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      try {
        return JSON.parse(line) as Line;
      } catch {
        throw new Error(`the log has a line that is not JSON: ${line.slice(0, 300)}`);
      }
    });
