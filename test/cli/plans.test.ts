import { rmSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { localServices, plansOf } from '../../lib/cli/plans.js';
import { readWorkspace } from '../../lib/cli/workspace.js';
import { writeFolders } from '../../lib/files/write.js';
import { definition, folderWith } from './run.js';

let folder = '';
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('an .env that somebody changes while its missing keys are added is left as it is', async () => {
  const secret = 'config: { secrets: { TOKEN: shop/token } }';
  folder = folderWith({ 'orders/service.yaml': definition('orders', secret), 'orders/.env': 'MINE=1\n' });
  const workspace = await readWorkspace({ workspace: folder });
  const services = localServices(workspace);
  const [plan] = plansOf(workspace, services, services, { tell: () => {}, end: () => {} });
  expect(plan?.local).toMatchObject([{ path: '.env', keep: false, from: 'MINE=1\n' }]);
  const meanwhile = {
    folder: `${folder}/orders`,
    files: [],
    known: [],
    local: [{ path: '.env', text: 'MINE=1\nMORE=2\n', keep: false }],
  };
  writeFolders([meanwhile]);
  expect(() => writeFolders(plan === undefined ? [] : [plan])).toThrow('somebody changed it meanwhile: generate again');
});
