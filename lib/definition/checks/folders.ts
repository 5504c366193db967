import { claimedFiles, claimedFolders, folderOf, readOnlyFolders } from '../claims.js';
import { check } from './check.js';

/** Folders whose content the image or the machine needs: what is mounted on one of them hides it. */
const system = ['', '/bin', '/boot', '/dev', '/etc', '/lib', '/lib64', '/proc', '/sbin', '/sys', '/usr', '/usr/bin'];
const kernel = ['/proc', '/sys'];

const isWithin = (path: string, folder: string): boolean => path.startsWith(`${folder}/`);

const folderMountable = check('folder-mountable', ['config', 'security', 'name'], (definition) =>
  claimedFolders(definition).flatMap(({ name, path }) =>
    system.includes(name) || kernel.some((folder) => isWithin(name, folder))
      ? [
          {
            path,
            message: `what is mounted on ${name === '' ? '/' : name} hides what the system has there`,
            value: name === '' ? '/' : name,
            allowed: 'a folder of its own, such as /etc/app or /var/cache',
            fix: 'use a folder below it that holds nothing else',
          },
        ]
      : [],
  ),
);

const folderInReadOnly = check('folder-in-read-only', ['config', 'security', 'name'], (definition) => {
  const closed = readOnlyFolders(definition).filter(({ name }) => !system.includes(name));
  return claimedFolders(definition).flatMap(({ name, path }) => {
    const outer = closed.find((folder) => isWithin(name, folder.name));
    if (outer === undefined) return [];
    return [
      {
        path,
        message: `${name} lies in ${outer.name}, which ${outer.path} makes a read-only folder, so that it cannot be mounted there`,
        value: name,
        fix: 'put one of them into a folder beside the other',
      },
    ];
  });
});

const fileNameFits = check('file-name-fits', ['config'], (definition) =>
  claimedFiles(definition).flatMap(({ name: file, path }) => {
    const name = file.slice(folderOf(file).length + 1);
    if (!name.startsWith('..') && Buffer.byteLength(name) <= 240) return [];
    return [
      {
        path,
        message: name.startsWith('..')
          ? `the file name ${name} starts with .., which a ConfigMap does not take`
          : `the file name has ${Buffer.byteLength(name)} bytes, more than a ConfigMap takes`,
        value: name.slice(0, 80),
        allowed: 'at most 240 bytes, not starting with ..',
        fix: 'give the file another name',
      },
    ];
  }),
);

/** Checks of folders and files that are mounted. */
export const folderChecks = [folderMountable, folderInReadOnly, fileNameFits];
