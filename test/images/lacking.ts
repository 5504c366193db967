import { attempt } from '../docker/command.js';

const programs: Readonly<Record<string, string>> = {
  'docker-registry': 'apt-get install docker-registry',
  git: 'apt-get install git',
  make: 'apt-get install make',
  runc: 'apt-get install runc',
};

/** What this machine lacks of what the suite needs beside an engine, each with where it is to be had. */
export const lacking = async (): Promise<readonly string[]> => {
  const found = await Promise.all(
    Object.entries(programs).map(async ([program, source]) => {
      const { status } = await attempt('sh', ['-c', `command -v ${program}`]);
      return status === 0 ? [] : [`${program} (${source})`];
    }),
  );
  return found.flat();
};
