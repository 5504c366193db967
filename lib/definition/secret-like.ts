/** The words that Kubescape C-0012 and Polaris `sensitiveContainerEnvVar` look for in names, and two close relatives. */
const secretWords = /(?<![a-z])pass$|password|passwd|passphrase|pwd|token|secret|key|jwt|bearer|credential/i;

/** The forms of known secrets; one pattern of them all, since every text of a definition is asked. */
const secretForms = [
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\b(?:gh[oprsu]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})/,
  /\bxox[a-z]-[A-Za-z0-9-]{10,}/,
  /\bAIza[A-Za-z0-9_-]{35}/,
  /\b[rs]k_live_[A-Za-z0-9]{10,}/,
  /\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*/,
  /\b[A-Za-z][A-Za-z0-9+.-]{0,30}:\/\/[^\s/?#:@]{0,256}:[^\s/?#@]{1,256}@/,
];
const secretValue = new RegExp(secretForms.map(({ source }) => source).join('|'));

/** Whether a variable or key is named like a secret (`DB_PASSWORD`, `apiKey`), as the scanners judge it. */
export const looksSecretName = (name: string): boolean => secretWords.test(name);

/** Whether a value has the form of a known secret: a private key, a cloud or API token, a JWT, a URL with a password. */
export const looksSecretValue = (value: string): boolean => secretValue.test(value);

const assignment =
  /(?:^|[^A-Za-z])(?:password|passwd|pwd|passphrase|secret|token|api[_-]?key|credentials?)["']?\s*[:=]\s*["']?(?![$<{("'\s/]|$)\S/im;

/** Whether a text gives a value to something named like a secret, such as `password: hunter2`; references and paths are none. */
export const assignsSecret = (text: string): boolean => assignment.test(text);
