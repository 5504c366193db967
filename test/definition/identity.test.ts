import { describeShorthands } from '../support/shorthands.js';

describeShorthands([
  [{ team: 'shop' }, { team: { name: 'shop' } }],
  [{ description: ' Takes orders ' }, { description: 'Takes orders' }],
  [{}, { links: {}, labels: {}, annotations: {}, podAnnotations: {}, presets: [], environments: {} }],
]);
