import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { tokenFrom } from '../src/cli/token-file.ts';
import { ask, countersign } from './support/cli.ts';
import { FakeServer } from './support/fake-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-token-'));
const file = join(folder, 'token');
let server: FakeServer;
beforeAll(async () => {
  server = await FakeServer.start();
});
beforeEach(() => writeFileSync(file, 'header.first.signature\n'));
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

it('a job asks with the token of a file', async () => {
  server.apiKey = 'header.first.signature';
  const env = { COUNTERSIGN_API_KEY: '', COUNTERSIGN_TOKEN_FILE: file };
  expect(await countersign(['request', ...ask], { server, env })).toMatchObject({ code: 0 });
});

it('the file is read for every call: what stands there now counts', async () => {
  const token = tokenFrom(file);
  expect(await token()).toBe('header.first.signature');
  writeFileSync(file, 'header.second.signature\n');
  expect(await token()).toBe('header.second.signature');
});

it('one that is not there is told by the name of the variable', async () => {
  const env = { COUNTERSIGN_API_KEY: '', COUNTERSIGN_TOKEN_FILE: join(folder, 'none') };
  const ran = await countersign(['request', ...ask], { server, env });
  expect(ran.code).toBe(1);
  expect(ran.stderr).toContain('COUNTERSIGN_TOKEN_FILE');
});
