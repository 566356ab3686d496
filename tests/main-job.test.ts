import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engines, freshStores } from '../packages/server/test/support/engines.ts';
import { accounts } from '../scripts/demo/tenant.ts';
import { aRepository, startLocal, type Local } from './support/local.ts';

const RELEASES = 'C0RELEASES';
const IN_TEAMS = '19:releases@thread.tacv2';
const { ada, grace, olga, max, guest } = accounts;

describe.each(engines)('on %s', (engine) => {
  const stores = freshStores(engine);
  let local: Local;
  let repo: ReturnType<typeof aRepository>;
  beforeEach(async () => {
    local = await startLocal({ store: await stores.freshUrl() });
    repo = aRepository();
  });
  afterEach(async () => {
    await local.close();
    repo.remove();
  });

  const deploy = (...more: string[]) =>
    local.countersign(
      [
        'run',
        '--action',
        'deploy',
        '--env',
        'production',
        '--resource',
        'payments-api',
        '--diff',
        'HEAD~1..HEAD',
        ...more,
        '--',
        'sh',
        '-c',
        'echo deployed "$COUNTERSIGN_DIGEST"; exit 7',
      ],
      repo.path,
    );

  describe('a bot asks, a person countersigns, the command runs, the log proves it', () => {
    it('by Approve on the card', async () => {
      const run = deploy('--ticket', 'OPS-214', '--reason', 'more replicas');
      const card = await local.card(RELEASES);
      const text = JSON.stringify(card.blocks);
      for (const shown of [
        'ci-deploy',
        'payments-api',
        'production',
        'OPS-214',
        'replicas = 4',
        'sha256:',
      ]) {
        expect(text).toContain(shown);
      }
      const delivery = await local.slack.click({
        user: 'U0ADA',
        channel: RELEASES,
        ts: card.ts,
        actionId: 'approve',
      });
      expect(delivery).toMatchObject({ status: 200, timedOut: false });

      const ended = await run.done;
      expect(ended.code).toBe(7);
      expect(ended.stdout).toMatch(/^deployed sha256:[0-9a-f]{64}\n$/u);
      await local.slack.until(() => !buttonsOn(local.slack.messages(RELEASES)[0]?.blocks));
      const settled = local.slack.messages(RELEASES)[0];
      expect(settled?.text).toContain('Approved by Ada');
      const thread = () =>
        local.slack
          .messages(RELEASES)
          .filter((m) => m.thread_ts === card.ts)
          .map((m) => m.text)
          .join();
      for (const line of ['Ada approved.', 'failed (exit code 7)']) {
        await local.slack.until(() => thread().includes(line));
      }
      await expect
        .poll(() => local.webhooks.map((event) => event.type))
        .toEqual(['request.approved']);
    });

    it('by Reject with a reason, and the command does not run', async () => {
      const run = deploy();
      const card = await local.card(RELEASES);
      await local.slack.click({
        user: 'U0GRACE',
        channel: RELEASES,
        ts: card.ts,
        actionId: 'reject',
      });
      await local.slack.until(() =>
        JSON.stringify(local.slack.views('U0GRACE')).includes('"input"'),
      );
      const view = local.slack.views('U0GRACE').at(-1);
      const input = (
        (view?.blocks ?? []) as {
          type: string;
          block_id: string;
          element?: { action_id: string };
        }[]
      ).find((b) => b.type === 'input');
      const values = {
        [input?.block_id ?? '']: { [input?.element?.action_id ?? '']: 'not on a Friday' },
      };
      await local.slack.submitView({ user: 'U0GRACE', values });

      const ended = await run.done;
      expect(ended.code).toBe(10);
      expect(ended.stdout).toBe('');
      expect(ended.stderr).toContain('not on a Friday');
      await local.slack.until(() => !buttonsOn(local.slack.messages(RELEASES)[0]?.blocks));
      await expect
        .poll(() => local.webhooks.map((event) => event.type))
        .toEqual(['request.rejected']);
    });

    it('refuses the owner of the bot, a guest and a partner with a private note, and stays open', async () => {
      const run = deploy('--timeout', '60s');
      const card = await local.card(RELEASES);
      for (const user of ['U0OLGA', 'U0GUEST', 'U0PARTNER', 'U0MAX']) {
        await local.slack.click({ user, channel: RELEASES, ts: card.ts, actionId: 'approve' });
      }
      await local.slack.until(() => local.slack.ephemerals().length === 4);
      const notes = local.slack.ephemerals();
      expect(new Set(notes.map((note) => note.user))).toEqual(
        new Set(['U0OLGA', 'U0GUEST', 'U0PARTNER', 'U0MAX']),
      );
      expect(notes.find((note) => note.user === 'U0MAX')?.text).toContain('Ada or Grace can.');
      expect(notes.every((note) => note.hidden !== true)).toBe(true);
      expect(buttonsOn(local.slack.messages(RELEASES)[0]?.blocks)).toBe(true);
      run.child.kill('SIGINT');
      await run.done;
    });

    it('by the slash command, with the same checks', async () => {
      const run = deploy();
      const card = await local.card(RELEASES);
      const say = async (user: string, text: string) => {
        const noted = local.slack.ephemerals().length;
        const { body } = await local.slack.command({
          user,
          channel: RELEASES,
          command: '/countersign',
          text,
        });
        if (body !== undefined) return JSON.stringify(body);
        // Whoever is not answered within Slack's time is written to.
        const notes = () => local.slack.ephemerals().slice(noted);
        await local.slack.until(() => notes().length > 0);
        return JSON.stringify(notes());
      };
      const list = await say('U0ADA', '');
      const [id] = /req_[0-9a-z]{26}/u.exec(list) ?? [];
      expect(id).toBeDefined();
      expect(await say('U0ADA', `show ${id}`)).toContain('replicas = 4');
      expect(await say('U0OLGA', `approve ${id}`)).toContain('nobody decides their own request');
      expect(await say('U0ADA', `reject ${id}`)).toMatch(/reason/iu);
      expect(await say('U0ADA', 'help')).toContain('/countersign');
      expect(await say('U0ADA', `approve ${id}`)).toContain('Approved');
      expect((await run.done).code).toBe(7);
      await local.slack.until(
        () => !buttonsOn(local.slack.messages(RELEASES).find((m) => m.ts === card.ts)?.blocks),
      );
    });

    it('lists in App Home what waits for me, and not for others', async () => {
      const run = deploy();
      await local.card(RELEASES);
      for (const user of ['U0ADA', 'U0MAX']) {
        await local.slack.event({ type: 'app_home_opened', user, channel: 'D0', tab: 'home' });
      }
      await local.slack.until(
        () => local.slack.homes('U0MAX') !== undefined && local.slack.homes('U0ADA') !== undefined,
      );
      expect(JSON.stringify(local.slack.homes('U0ADA'))).toContain('payments-api');
      expect(JSON.stringify(local.slack.homes('U0MAX'))).not.toContain('payments-api');
      run.child.kill('SIGINT');
      await run.done;
    });
  });

  describe('the same in Teams', () => {
    it('by Approve on the card, which settles the one in Slack', async () => {
      const run = deploy('--ticket', 'OPS-214', '--reason', 'more replicas');
      const inSlack = await local.card(RELEASES);
      const card = await local.cardInTeams(IN_TEAMS);
      for (const shown of ['ci-deploy', 'OPS-214', 'replicas = 4', 'sha256:', 'Ada and Grace']) {
        expect(card.shown()).toContain(shown);
      }
      expect(await card.press(ada, 'approve')).toMatchObject({ status: 200, ok: true });

      const ended = await run.done;
      expect(ended.code).toBe(7);
      expect(ended.stdout).toMatch(/^deployed sha256:[0-9a-f]{64}\n$/u);
      await local.teams.until(() => card.shown().includes('Approved by Ada'));
      expect(card.shown()).not.toContain('Action.Execute');
      await local.slack.until(() => !buttonsOn(local.slack.message(RELEASES, inSlack.ts)?.blocks));
      expect(local.slack.message(RELEASES, inSlack.ts)?.text).toContain('Approved by Ada');
      const thread = () => JSON.stringify(local.teams.thread(IN_TEAMS, card.message));
      await local.teams.until(() => thread().includes('failed (exit code 7)'));
    });

    it('by Approve in Slack, which settles the card in Teams', async () => {
      const run = deploy();
      const { ts } = await local.card(RELEASES);
      const card = await local.cardInTeams(IN_TEAMS);
      await local.slack.click({ user: 'U0GRACE', channel: RELEASES, ts, actionId: 'approve' });
      expect((await run.done).code).toBe(7);
      await local.teams.until(() => card.shown().includes('Approved by Grace'));
      expect(card.shown()).not.toContain('Action.Execute');
    });

    it('by Reject with a reason, and the command does not run', async () => {
      const run = deploy();
      const { ts } = await local.card(RELEASES);
      const card = await local.cardInTeams(IN_TEAMS);
      await card.press(grace, 'reject', { reason: 'not on a Friday' });
      const ended = await run.done;
      expect(ended).toMatchObject({ code: 10, stdout: '' });
      expect(ended.stderr).toContain('not on a Friday');
      await local.slack.until(() => !buttonsOn(local.slack.message(RELEASES, ts)?.blocks));
      expect(JSON.stringify(local.slack.message(RELEASES, ts))).toContain('not on a Friday');
    });

    it('refuses the owner of the bot, a guest and who is in no group, and stays open', async () => {
      const run = deploy('--timeout', '60s');
      const card = await local.cardInTeams(IN_TEAMS);
      for (const person of [olga, guest, max]) {
        const { body } = await card.press(person, 'approve');
        expect(JSON.stringify(body)).toContain('Nothing was decided');
        expect(JSON.stringify(body)).toContain('Ada or Grace can.');
      }
      expect(card.shown()).toContain('Action.Execute');
      run.child.kill('SIGINT');
      await run.done;
    });
  });

  describe('countersign log verify', () => {
    it('proves offline, from exported files and the public key alone, that this decision is among the entries', async () => {
      const run = deploy('--json');
      const card = await local.card(RELEASES);
      await local.slack.click({
        user: 'U0ADA',
        channel: RELEASES,
        ts: card.ts,
        actionId: 'approve',
      });
      await run.done;
      const id = await lastRequest(local);
      const dir = mkdtempSync(join(tmpdir(), 'countersign-log-'));
      try {
        await expect
          .poll(
            async () =>
              (
                await local.countersign([
                  'log',
                  'evidence',
                  id,
                  '--out',
                  join(dir, 'evidence.json'),
                ]).done
              ).code,
          )
          .toBe(0);
        expect(
          (await local.countersign(['log', 'export', '--out', join(dir, 'log')]).done).code,
        ).toBe(0);
        const offline = (...args: string[]) =>
          local.offline(['log', 'verify', '--key', local.server.vkey, ...args]).done;
        const proven = await offline(join(dir, 'log'), join(dir, 'evidence.json'));
        expect(proven).toMatchObject({ code: 0 });
        expect(proven.stdout).toContain(id);
        expect(proven.stdout).toContain('approved');

        const evidence = readFileSync(join(dir, 'evidence.json'), 'utf8');
        writeFileSync(
          join(dir, 'forged.json'),
          evidence.replaceAll('payments-api', 'payments-apj'),
        );
        expect((await offline(join(dir, 'forged.json'))).code).toBe(1);
      } finally {
        rmSync(dir, { recursive: true, force: true });
      }
    });
  });
});

const buttonsOn = (blocks: unknown) => JSON.stringify(blocks).includes('"type":"button"');

async function lastRequest(local: Local): Promise<string> {
  const response = await fetch(`${local.server.url}/v1/requests`, {
    headers: { authorization: `Bearer ${local.key}` },
  });
  const { items } = (await response.json()) as { items: { id: string }[] };
  return items[0]?.id ?? '';
}
