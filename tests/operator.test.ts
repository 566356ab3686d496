import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mintApiKey } from '@countersign/server/identity/api-key';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { countersign } from '../packages/client/test/support/cli.ts';
import { startLocal, type Local } from './support/local.ts';

const root = resolve(import.meta.dirname, '..');
const operator = mintApiKey(randomBytes);

let local: Local;
beforeEach(async () => {
  local = await startLocal({
    configure: () => ({
      operators: [
        { id: 'on-call', name: 'On call', keys: [{ id: operator.id, hash: operator.hash }] },
      ],
    }),
  });
});
afterEach(() => local.close());

const as = (key: string, ...args: string[]) =>
  countersign(args, { env: { COUNTERSIGN_URL: local.server.url, COUNTERSIGN_API_KEY: key } });

it('an operator finds what was given up and tries it again from the command line; a bot may not', async () => {
  local.slack.fail({
    method: 'chat.postMessage',
    with: { kind: 'error', error: 'invalid_blocks' },
  });
  const ask = [
    'request',
    '--action',
    'deploy',
    '--env',
    'production',
    '--resource',
    'payments-api',
  ];
  const { stdout: id } = await as(local.key, ...ask);
  const listed = async () => (await as(operator.key, 'deliveries', 'list', '--json')).stdout;
  await expect.poll(listed).toContain('invalid_blocks');
  const dead = JSON.parse(await listed()) as { id: string; request: string };
  expect(dead.request).toBe(id.trim());

  expect(await as(local.key, 'deliveries', 'list')).toMatchObject({ code: 1, stdout: '' });
  expect(await as(operator.key, 'deliveries', 'retry', dead.id)).toMatchObject({ code: 0 });
  await local.card('C0RELEASES');
  const again = await as(operator.key, 'deliveries', 'retry', dead.id);
  expect(again.code).toBe(1);
  expect(again.stderr).toContain(`There is no dead delivery ${dead.id}`);
  expect(await listed()).toBe('');
});

it('an operator judges by a draft what bots have asked; a bot may not', async () => {
  const ask = ['--action', 'deploy', '--env', 'production', '--resource', 'payments-api'];
  expect(await as(local.key, 'request', ...ask)).toMatchObject({ code: 0 });
  const folder = mkdtempSync(join(tmpdir(), 'countersign-replay-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const inForce = readFileSync(join(root, 'examples/local/policy.yaml'), 'utf8');
  const draft = join(folder, 'draft.yaml');
  writeFileSync(draft, inForce);
  const replay = ['policy', 'replay', '--policy', draft];
  const same = await as(operator.key, ...replay);
  expect(same).toMatchObject({ code: 0, stderr: '' });
  expect(same.stdout).toBe(`1 request judged by ${draft}\n✓ 1 as before\n`);

  writeFileSync(draft, `${inForce}\n  - { name: stop, refuse: Nothing goes. }\n`);
  const stopped = await as(operator.key, ...replay, '--json');
  expect(stopped.stdout).toContain('"change":"refuse"');
  expect(await as(local.key, ...replay)).toMatchObject({ code: 1, stdout: '' });
});
