import { expect, it } from 'vitest';
import { answerJson, startPair } from './support/app.ts';

it('wraps the event as the Events API does', async () => {
  const { app, double } = await startPair();
  await double.event({ type: 'app_uninstalled' });
  expect(app.received[0]?.payload).toMatchObject({
    type: 'event_callback',
    team_id: 'T0EMULATED',
    event_id: expect.stringMatching(/^Ev/),
    event: { type: 'app_uninstalled' },
    authorizations: [{ team_id: 'T0EMULATED', is_bot: true, is_enterprise_install: false }],
  });
});

it('retries three times with the same event_id, numbered, when told to', async () => {
  const { app, double } = await startPair();
  app.answerWith((_received, response) => void response.writeHead(500).end());
  let last = await double.event({ type: 'app_uninstalled' });
  for (let i = 0; i < 3; i += 1) last = await double.retryEvent(last);
  await expect(double.retryEvent(last)).rejects.toThrow(/three retries/);
  const numbers = app.received.map(({ headers }) => headers['x-slack-retry-num']);
  expect(numbers).toEqual([undefined, '1', '2', '3']);
  expect(app.received.at(-1)?.headers['x-slack-retry-reason']).toBe('http_error');
  expect(new Set(app.received.map(({ payload }) => payload['event_id'])).size).toBe(1);
});

it('accepts a request URL that echoes the challenge, and no other', async () => {
  const { app, double } = await startPair();
  expect(await double.verifyEventsUrl()).toMatchObject({ ok: false, error: 'challenge_failed' });
  app.answerWith(({ payload }, response) =>
    answerJson({ challenge: payload['challenge'] })({} as never, response),
  );
  expect(await double.verifyEventsUrl()).toMatchObject({ ok: true });
});
