import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { beat, silence } from './heartbeat.js';

test('the worker lives while it touches its file, and is dead some time after', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mailer-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'alive');
  assert.match(silence(file, Date.now()), /there is no heartbeat: ENOENT/);
  clearInterval(beat(file));
  assert.equal(silence(file, Date.now()), undefined);
  assert.match(silence(file, Date.now() + 60_000), /the last heartbeat was 60 s ago/);
});
