import { describeShorthands } from '../support/shorthands.js';

const config = (short: object, long: object) => [{ config: short }, { config: long }] as const;

describeShorthands([
  config({ files: { '/a/b': 'text' } }, { files: { '/a/b': { content: 'text', mode: '0444' } } }),
  config({ file: '/a/b.yml', reload: 'watch' }, { file: '/a/b.yml', reload: 'watch' }),
  config({}, { variables: {}, secrets: {}, envFrom: [], files: {}, reload: 'restart' }),
]);
