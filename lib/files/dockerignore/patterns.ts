import type { ImageBuild } from '../../local/types/image-build.js';

type Language = ImageBuild['recipe']['language'];

/** Whose content only people with the right to it may see; they stay out even where the image copies the folder that they are in. */
export const secret: readonly string[] = [
  '**/.git',
  '.slipway',
  '**/.env*',
  '**/*.key',
  '**/*key.pem',
  '**/*.p12',
  '**/*.pfx',
  '**/*.jks',
  '**/*.keystore',
  '**/*.kdbx',
  '**/id_rsa*',
  '**/id_dsa*',
  '**/id_ecdsa*',
  '**/id_ed25519*',
  '**/.ssh',
  '**/.gnupg',
  '**/.aws',
  '**/.azure',
  '**/.gcloud',
  '**/.kube',
  '**/*.kubeconfig',
  'kubeconfig',
  '**/.docker',
  '**/.npmrc',
  '**/.netrc',
  '**/_netrc',
  '**/.pypirc',
  '**/pip.conf',
  '**/.git-credentials',
  '**/.vault-token',
  '**/.terraform*',
  '**/*.tfstate*',
  '**/*.tfvars',
];

/** What editors, tools and other builds leave behind, and what other tools read; `.pem` files are certificates or keys. */
export const tools: readonly string[] = [
  '.git*',
  '.circleci',
  '.devcontainer',
  '.editorconfig',
  '.idea',
  '.vscode',
  '**/.DS_Store',
  '**/*.log',
  '**/*.pem',
  '**/*.swp',
  '**/node_modules',
  'coverage',
  'coverage.*',
];

export const documents: readonly string[] = ['doc', 'docs', '*.md'];

/** Go programs import what tools such as swag generate beside their documents. */
export const goDocuments: readonly string[] = ['!doc/**/*.go', '!docs/**/*.go'];

const rooted = ['e2e', 'test', 'tests'];

const code = ['[jt]s', '[jt]sx', '[cm][jt]s'];

/** Tests, by the language's own conventions. */
export const tests: Readonly<Record<Language, readonly string[]>> = {
  go: [...rooted, '**/*_test.go', '**/testdata'],
  node: [
    ...rooted,
    '**/__snapshots__',
    '**/__tests__',
    ...code.map((ending) => `**/*.test.${ending}`),
    ...code.map((ending) => `**/*.spec.${ending}`),
  ],
  python: [...rooted, '**/conftest.py', '**/test_*.py', '**/tests'],
  static: rooted,
  custom: rooted,
};

/** What a language's own tools keep. */
export const caches: Readonly<Record<Language, readonly string[]>> = {
  go: ['**/*.test', '**/*.prof'],
  node: [
    '.eslintcache',
    '.npm',
    '.nyc_output',
    '.pnp.*',
    '.pnpm-store',
    '.turbo',
    '.yarn/build-state.yml',
    '.yarn/cache',
    '.yarn/install-state.gz',
    '.yarn/unplugged',
    '**/*.tsbuildinfo',
  ],
  python: [
    '**/.mypy_cache',
    '**/.pytest_cache',
    '**/.ruff_cache',
    '**/.tox',
    '**/.venv',
    '**/__pycache__',
    '**/*.egg-info',
    '**/*.py[cod]',
    'htmlcov',
    'venv',
  ],
  static: [],
  custom: [],
};
