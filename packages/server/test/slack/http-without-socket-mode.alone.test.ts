import { createRequire } from 'node:module';
import { startSlackDouble } from '@countersign/emulator';
import { expect, it, onTestFinished } from 'vitest';
import { openSlack } from '../../src/slack.ts';
import { aWorld } from '../support/world.ts';

const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
const BOT_TOKEN = 'xoxb-0-emulated';

/** Of Slack's libraries, those that this process has loaded. */
function loaded(): boolean {
  const modules = Object.keys(createRequire(import.meta.url).cache);
  return modules.some((path) => /@slack\/(?:web-api|socket-mode)\//u.test(path));
}

it("a service that Slack reaches by HTTP does without Slack's libraries", async () => {
  const { store, ctx } = await aWorld();
  const double = await startSlackDouble({ signingSecret: SIGNING_SECRET, botToken: BOT_TOKEN });
  onTestFinished(() => double.close());
  const config = {
    mode: 'http' as const,
    botToken: BOT_TOKEN,
    signingSecret: SIGNING_SECRET,
    apiUrl: double.apiUrl,
  };
  await openSlack({ config, people: [], store, now: ctx.now, report: ctx.report });
  expect(loaded()).toBe(false);
  await import('../../src/http/slack/socket.ts');
  expect(loaded()).toBe(true);
});
