import { stageChecks } from '../../../lib/definition/checks/stages.js';
import { describeChecks } from '../../support/checks.js';
import { minimal } from '../../support/definitions.js';

const built = (build: object) => minimal({ image: undefined, build });
const stage = { name: 'build', from: 'rust:1.90-slim' };
const custom = (stages: readonly object[], more = {}) =>
  built({ language: 'custom', stages, entrypoint: ['/app/orders'], ...more });

describeChecks(stageChecks, [
  {
    id: 'stage-origins',
    breaks: custom([
      { ...stage, steps: [{ kind: 'copy', paths: ['/a'], to: '/a', from: 'last' }] },
      { ...stage, name: 'last' },
    ]),
    path: 'build.stages[0].steps[0].from',
    says: ['the stage last is not there yet'],
    passes: custom([
      stage,
      { ...stage, name: 'last', steps: [{ kind: 'copy', paths: ['/a'], to: '/a', from: 'build' }] },
    ]),
  },
  {
    id: 'stage-origins',
    breaks: custom([{ name: 'debian', from: 'debian' }]),
    path: 'build.stages[0].from',
    says: ['the stage debian is not there yet'],
    passes: custom([{ name: 'debian', from: 'debian:13' }]),
  },
  {
    id: 'stage-origins',
    breaks: custom([{ ...stage, from: 'rust:latest' }]),
    path: 'build.stages[0].from',
    says: ['rust:latest has no version'],
    passes: custom([{ ...stage, from: 'scratch' }]),
  },
  {
    id: 'stage-variables',
    breaks: custom([{ ...stage, variables: { NOTE: 'two\nlines' } }]),
    path: 'build.stages[0].variables.NOTE',
    says: ['a line break'],
    passes: custom([{ ...stage, variables: { NOTE: 'one $line "quoted"' } }]),
  },
  {
    id: 'stage-target',
    breaks: custom([stage], { target: 'build' }),
    path: 'build.target',
    says: ['made from stages'],
    passes: built({ language: 'custom', target: 'build' }),
  },
]);
