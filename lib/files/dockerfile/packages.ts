import type { SystemPackages } from '../../local/types/image-build.js';
import { excused, type Paragraph, run } from './instructions.js';
import { cache } from './mounts.js';
import { shellPath } from './quoting.js';

const reason = 'The base image pins the release; its newest packages have the security fixes.';

const apt = (names: string): string =>
  run(
    [
      'rm -f /etc/apt/apt.conf.d/docker-clean',
      'apt-get update',
      `DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends ${names}`,
    ],
    [cache('/var/cache/apt', 'locked'), cache('/var/lib/apt', 'locked')],
  );

const apk = (names: string): string =>
  run([`apk add --cache-dir /var/cache/apk ${names}`], [cache('/var/cache/apk', 'locked')]);

/** Packages of the system, with their lists and archives in caches instead of the image; none for none. */
export const packages = (of: { readonly packages?: SystemPackages }): Paragraph => {
  if (of.packages === undefined) return [];
  const { manager, names } = of.packages;
  const instruction = { apt, apk }[manager](names.map(shellPath).join(' '));
  const pinned = names.every((name) => name.includes('='));
  return pinned ? [instruction] : excused({ apt: 'DL3008', apk: 'DL3018' }[manager], reason, instruction);
};
