import { text } from 'node:stream/consumers';
import { appOf, resolved, type Workspace } from './arbitrary-workspace.js';

/** Reads workspaces as JSON, and writes the files that they become as JSON: what another process makes of them. */
const workspaces: readonly Workspace[] = JSON.parse(await text(process.stdin));
const files = workspaces.map((workspace) => [...appOf(workspace, resolved(workspace)).files()]);
process.stdout.write(JSON.stringify(files));
