import { expect, it } from 'vitest';
import type { SlackDouble } from '../src/index.ts';
import { startPair, type TestApp } from './support/app.ts';
import { clientOf } from './support/clients.ts';

async function postCards(double: SlackDouble, ...cards: string[]): Promise<void> {
  for (const card of cards) {
    const metadata = { event_type: 'countersign_card', event_payload: { card } };
    await clientOf(double).chat.postMessage({ channel: 'C1OPS', text: card, metadata });
  }
}

const cardsIn = (app: TestApp) =>
  app.received.map(({ payload }) => {
    const { metadata } = payload['event'] as { metadata: { event_payload: { card: string } } };
    return metadata.event_payload.card;
  });

const broken = (_received: unknown, response: { writeHead(status: number): { end(): unknown } }) =>
  void response.writeHead(503).end();
const acknowledge = (_received: unknown, response: { end(): unknown }) => void response.end();

it('an event that failed waits, and is sent again in order when told to', async () => {
  const { app, double } = await startPair();
  app.answerWith(broken);
  await postCards(double, 'a', 'b', 'c');
  await double.until(() => double.undeliveredEvents().length === 3);
  app.received.length = 0;
  app.answerWith(acknowledge);
  expect(await double.retryEvents()).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
  expect(cardsIn(app)).toEqual(['a', 'b', 'c']);
  expect(app.received.map(({ headers }) => headers['x-slack-retry-num'])).toEqual(['1', '1', '1']);
  expect(double.undeliveredEvents()).toEqual([]);
  expect(await double.retryEvents()).toEqual([]);
});

it('an app that is away is told so in the retry: connection_failed', async () => {
  const { app, double } = await startPair();
  double.setRequestUrls({ events: 'http://127.0.0.1:1/events' });
  await postCards(double, 'a');
  const [failed] = await double.retryEvents();
  expect(failed?.request?.headers).toMatchObject({ 'x-slack-retry-reason': 'connection_failed' });
  expect(app.received).toEqual([]);
});

it('three retries are all', async () => {
  const { app, double } = await startPair();
  app.answerWith(broken);
  await postCards(double, 'a');
  for (let i = 0; i < 4; i += 1) await double.retryEvents();
  expect(cardsIn(app)).toEqual(['a', 'a', 'a', 'a']);
  expect(double.undeliveredEvents()).toEqual([]);
});

it('an app that answers X-Slack-No-Retry is not told again', async () => {
  const { app, double } = await startPair();
  app.answerWith((_received, response) => {
    response.writeHead(500, { 'x-slack-no-retry': '1' }).end();
  });
  await postCards(double, 'a');
  expect(await double.retryEvents()).toEqual([]);
  expect(cardsIn(app)).toEqual(['a']);
});

it('retries by itself where told to, and then no more than three times', async () => {
  const { app, double } = await startPair({ autoRetryEvents: 1 });
  let answers = 0;
  app.answerWith((received, response) => {
    answers += 1;
    if (answers < 3) broken(received, response);
    else acknowledge(received, response);
  });
  await postCards(double, 'a');
  await double.until(() => app.received.length === 3);
  expect(app.received.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([
    undefined,
    '1',
    '2',
  ]);
  app.answerWith(broken);
  await postCards(double, 'b');
  await double.until(() => app.received.length === 7 && double.undeliveredEvents().length === 0);
  expect(cardsIn(app).filter((card) => card === 'b')).toHaveLength(4);
});
