import fc from 'fast-check';

const pieces = [
  ...[
    '$',
    '$$',
    '${',
    '}',
    `\${X}`,
    `\${X:-y}`,
    '$(id)',
    '`id`',
    '#{id}',
    '#',
    ' #',
    ': ',
    '- ',
    '"',
    "'",
    '\\',
    '\\n',
    '{',
    '[',
  ],
  ...[
    '\n',
    '\r\n',
    '\t',
    ' ',
    ',',
    '&a',
    '*a',
    '!t',
    '|',
    '>',
    '%',
    '@',
    '\u0085',
    '\u2028',
    '\ufeff',
    '\u007f',
    '\u0001',
    'ü',
    '🦄',
  ],
  ...['yes', 'no', 'null', '~', '0x10', '0o7', '1e3', '1_000', '12:30:45', '2001-01-01', '.inf', '=', '<<', 'x'],
];

/** Texts that YAML, Compose or a shell could take for something else. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((list) => list.join('')),
  fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => !/\p{Surrogate}|\0/u.test(text)),
);

/** Names that Kubernetes lets a variable have. */
export const variableName: fc.Arbitrary<string> = fc.oneof(
  fc
    .constantFrom('y', 'no', 'NULL', 'on', '-', '_', '.a', '<<', 'PATH', 'LOG_LEVEL', '__proto')
    .filter((name) => name !== '<<'),
  fc.stringMatching(/^[-._a-zA-Z][-._a-zA-Z0-9]{0,20}$/).filter((name) => !/^\.\.|^\.$/.test(name)),
);
