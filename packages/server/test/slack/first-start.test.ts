import { startSlackDouble } from '@countersign/emulator';
import { expect, it, onTestFinished } from 'vitest';
import { openSlack } from '../../src/slack.ts';
import { StartError } from '../../src/start-error.ts';
import { aWorld } from '../support/world.ts';

const signingSecret = '8f742231b10e8888abcd99yyyzzz85a5';

async function fault(apiUrl: string): Promise<string> {
  const { store, ctx } = await aWorld();
  const { now, report } = ctx;
  const config = { mode: 'http', botToken: 'xoxb-0-wrong', signingSecret, apiUrl } as const;
  const failed = await openSlack({ config, people: [], store, now, report }).catch(
    (error: unknown) => error,
  );
  if (!(failed instanceof StartError)) throw new Error('The start was not refused.');
  return failed.message;
}

it('says in sentences what Slack said at the first start, and what to do', async () => {
  const double = await startSlackDouble({ signingSecret, botToken: 'xoxb-0-emulated' });
  onTestFinished(() => double.close());
  expect(await fault(double.apiUrl)).toBe(
    'Slack did not accept slack.botToken at the first start. Slack refused it: invalid_auth. Check the token and the connection.',
  );
});

it('says in sentences that Slack did not answer at the first start', async () => {
  const double = await startSlackDouble({ signingSecret, botToken: 'xoxb-0-emulated' });
  await double.close();
  expect(await fault(double.apiUrl)).toMatch(
    /^Slack did not accept .*\. Slack did not answer: .*\d\. Check the token and the connection\.$/u,
  );
});
