import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accounts } from '../scripts/demo/tenant.ts';
import { aRepository, startLocal, type Local } from './support/local.ts';

const RELEASES = '19:releases@thread.tacv2';
const SECURITY = '19:security-approvals@thread.tacv2';
const root = resolve(import.meta.dirname, '..');
const run = promisify(execFile);

let local: Local;
let repo: ReturnType<typeof aRepository>;
beforeEach(async () => {
  local = await startLocal();
  repo = aRepository();
});
afterEach(async () => {
  await local.close();
  repo.remove();
});

/** Pastes the lines of the README that ask for an action, as they stand there. */
function paste(action: string) {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/```sh\n(.*?)```/gsu)].map(([, block = '']) => block);
  const lines = blocks.find((block) => block.includes(`--action ${action} `)) ?? '';
  const env = {
    PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
    COUNTERSIGN_URL: local.server.url,
    COUNTERSIGN_API_KEY: local.key,
  };
  return run('sh', ['-c', lines], { cwd: repo.path, env });
}

async function pending(): Promise<string[]> {
  const headers = { authorization: `Bearer ${local.key}` };
  const answer = await fetch(`${local.server.url}/v1/requests?status=pending`, { headers });
  const { items } = (await answer.json()) as { items: { id: string }[] };
  return items.map(({ id }) => id);
}

describe('what the README has to try', () => {
  it('hands out a token to publish with, to the command alone', async () => {
    const pasted = paste('publish');
    const card = await local.cardInTeams(RELEASES);
    expect(card.shown()).toContain('npm-token');
    await card.press(accounts.ada, 'approve');
    expect((await pasted).stdout).toMatch(/publishing with a token of [1-9]\d characters/u);
  });

  it('shows the jobs of a matrix on one card', async () => {
    const pasted = paste('run-job');
    const card = await local.cardInTeams(RELEASES);
    const tables = ['orders', 'refunds', 'invoices'];
    const listed = () => tables.filter((table) => card.shown().includes(`data/${table}`));
    await expect.poll(listed).toEqual(tables);
    const cards = local.teams.messages(RELEASES).filter(({ thread, id }) => thread === id);
    expect(cards).toHaveLength(1);
    for (const id of await pending()) {
      await local.teams.say({ person: accounts.ada, text: `approve ${id}` });
    }
    const { stdout } = await pasted;
    for (const table of tables) expect(stdout).toContain(`${table} done`);
  });

  it('lets somebody of security roll back alone, which others are asked to review', async () => {
    const pasted = paste('rollback');
    await local.cardInTeams(RELEASES);
    const [id] = await pending();
    await local.teams.say({ person: accounts.max, text: `break-glass ${id} The shop is down.` });
    expect((await pasted).stdout).toContain('rolled back');
    const announced = await local.cardInTeams(SECURITY);
    expect(announced.shown()).toContain('The shop is down.');
  });
});
