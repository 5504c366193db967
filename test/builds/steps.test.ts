import { expect, test } from 'vitest';
import { stepOf } from '../../lib/builds/steps.js';

test.each([
  ['#12 [build 5/7] RUN go build -trimpath ./cmd/server', '[build 5/7] RUN go build -trimpath ./cmd/server'],
  [
    '#3 [internal] load metadata for docker.io/library/golang:1.26',
    '[internal] load metadata for docker.io/library/golang:1.26',
  ],
  ['#5 exporting to image', 'exporting to image'],
  ['#6 pushing 127.0.0.1:5000/acme/x:1 with docker', 'pushing 127.0.0.1:5000/acme/x:1 with docker'],
  ['#9 pushing layers 0.3s done', 'pushing layers'],
  ['#12 0.532 [build 1/2] RUN no step of ours', undefined],
  ['#12 DONE 0.2s', undefined],
  ['#4 CACHED', undefined],
  ['#1 transferring dockerfile: 105B 0.0s done', undefined],
  ['ERROR: failed to build', undefined],
  ['', undefined],
])('the step that %j begins', (line, step) => {
  expect(stepOf(line)).toBe(step);
});
