import { join } from 'node:path';
import { buildServer } from '../../scripts/pack/server.ts';
import type { Stores } from './stores.ts';

let built: Promise<string> | undefined;

/** The program of the service as its package holds it, which is built once a run. */
export function packedServer(stores: Stores): Promise<string> {
  return (built ??= build(stores));
}

async function build(stores: Stores): Promise<string> {
  const folder = await stores.folder();
  await buildServer(folder);
  return join(folder, 'bin/countersign-server.js');
}
