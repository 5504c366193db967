/** One name that every file system takes: no invisible or special character, no space or dot at its end. */
const segment = /^[^\p{Cc}\p{Cf}\p{Cs}/\\:*?"<>|]{0,199}(?<![. ])$/u;

/** Names that are devices on Windows, with any ending. */
const device = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(?:\.|$)/i;

/** Git's own folder, which is `git~1` too where names have a short form: what is in it may be run. */
const git = /^(?:\.git|git~\d+)$/i;

/** What `isRelativePath` asks for, in words. */
export const relativePathRule =
  'a file is named inside the folder, by names with "/" between them, without "..", invisible characters, \\ : * ? " < > |, a space or dot at the end, device names such as "nul", and ".git"';

const isName = (name: string): boolean =>
  name !== '' && segment.test(name) && !device.test(name) && !git.test(name) && !name.endsWith('.slipway-tmp');

/** Whether a path, with `/` on every system, stays inside the folder that it is relative to, and is safe to write there. */
export const isRelativePath = (path: string): boolean => path.length <= 1024 && path.split('/').every(isName);
