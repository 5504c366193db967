import { attempt } from '../docker/command.js';
import type { Docker } from '../docker/docker.js';

/**
 * Takes the names of a repository, or of all repositories that match, away from an engine; what has another name as well, as the
 * base images have, stays.
 */
export const removeRepository = async (docker: Docker, pattern: string): Promise<void> => {
  const format = '{{.Repository}} {{.Tag}} {{.Digest}}';
  const listed = await docker.run(['images', '--digests', '--format', format, pattern]);
  for (const line of listed.split('\n').filter((one) => one !== '')) {
    const [repository, tag, digest] = line.split(' ');
    // The last tag takes the digests with it: then there is nothing left to remove.
    await attempt('docker', ['rmi', tag === '<none>' ? `${repository}@${digest}` : `${repository}:${tag}`], {
      env: docker.env,
    });
  }
  const left = (await docker.run(['images', '--quiet', pattern])).trim();
  if (left !== '') throw new Error(`there are still images of ${pattern}: ${left}`);
};
