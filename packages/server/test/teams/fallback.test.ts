import { validateCard, validateMessage } from '@countersign/emulator';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { noticeMessage } from '../../src/chat/slack/incoming-webhook.ts';
import { noticeCard, workflowFallback } from '../../src/chat/teams/workflow.ts';
import { fallbackOf } from '../../src/fallback.ts';
import { content } from '../slack/fixtures.ts';
import { deployPayments } from '../support/world.ts';
import {
  ADA,
  aTeamsDesk,
  buttonsOf,
  CHANNEL,
  OTHER_CHANNEL,
  SHARED,
  textOf,
  type Desk,
} from './desk.ts';

const isFlow = ({ via }: { via: string }) => via === 'workflow';

/** A channel that lets nobody post but by its flow. */
async function blocked(channel = CHANNEL) {
  const desk = await aTeamsDesk();
  const url = desk.double.workflow(channel);
  desk.ctx.fallbacks.set(channel, workflowFallback({ channel, url, fetch }));
  desk.double.fail({
    operation: 'createConversation',
    times: 99,
    with: { kind: 'http', status: 403, code: 'BotNotInConversationRoster' },
  });
  return { desk, url };
}

const flowOf = (desk: Desk, channel = CHANNEL) => desk.double.messages(channel).filter(isFlow);

it('a channel that cannot be used is told by its flow, once, that a request waits', async () => {
  const { desk } = await blocked();
  const id = await desk.submit(deployPayments);
  for (let turn = 0; turn < 5; turn += 1) {
    await desk.deliverAll();
    desk.pass(30_000);
  }
  const told = flowOf(desk);
  expect(told).toHaveLength(1);
  const text = textOf(told[0]?.attachments);
  expect(text).toContain('Approval needed: deploy payments-api in production');
  expect(text).toContain(`${id} can be approved once whoever runs Countersign has put that right`);
  const kinds = (await desk.store.log.ofRequest(id)).map(({ entry }) => entry.kind);
  expect(kinds).toContain('channel.unavailable');
  expect(kinds).toContain('channel.fallback');
});

it('such a message claims nothing that it cannot do: no buttons, no views', async () => {
  const { desk } = await blocked();
  await desk.submit(deployPayments);
  await desk.deliverAll();
  const [told] = flowOf(desk);
  const card = told?.attachments[0]?.content;
  expect(buttonsOf(card)).toEqual([]);
  expect(JSON.stringify(card)).not.toMatch(/Action\.(?:Execute|Submit|ShowCard)|refresh|Input\./);
});

it('the message leads to where the request can be decided', async () => {
  const { desk } = await blocked();
  desk.double.clearFaults();
  desk.double.fail({
    operation: 'createConversation',
    conversation: CHANNEL,
    times: 99,
    with: { kind: 'http', status: 403 },
  });
  const id = await desk.submit({ action: 'tell', resource: 'x', environment: 'y' });
  for (let turn = 0; turn < 2; turn += 1) {
    await desk.deliverAll();
    desk.pass(1_000);
  }
  const [told] = flowOf(desk);
  const cards = (await desk.store.requests.get(id))?.cards ?? [];
  const message = cards.find(({ channel }) => channel === OTHER_CHANNEL)?.message ?? '';
  expect(JSON.stringify(told?.attachments)).toContain(
    `/l/message/${encodeURIComponent(OTHER_CHANNEL)}/${message}`,
  );
  await desk.double.click({ person: ADA, conversation: OTHER_CHANNEL, message, verb: 'approve' });
  expect(await desk.statusOf(id)).toBe('approved');
});

it('once the channel is repaired, the card comes after all', async () => {
  const { desk } = await blocked();
  const id = await desk.submit(deployPayments);
  await desk.deliverAll();
  desk.double.clearFaults();
  desk.pass(60_000);
  await desk.deliverAll();
  expect(buttonsOf(await desk.shown(id))).toContain('Approve');
  expect(flowOf(desk)).toHaveLength(1);
});

it('where others read along nothing is told by any way', async () => {
  const { desk } = await blocked(SHARED);
  desk.double.clearFaults();
  await desk.submit({ action: 'share', resource: 'x', environment: 'y' });
  await desk.deliverAll();
  expect(desk.double.messages(SHARED)).toEqual([]);
});

it.each([
  [429, 'retry'],
  [503, 'retry'],
  [401, 'rejected'],
  [413, 'rejected'],
])('a flow that answers %i: %s, and its address is in no message', async (status, kind) => {
  const { desk, url } = await blocked();
  desk.double.fail({ operation: 'workflow', times: 99, with: { kind: 'http', status } });
  const failure = await desk.ctx.fallbacks
    .get(CHANNEL)
    ?.send(content(), null)
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({ kind });
  const { search, host } = new URL(url);
  expect(String(failure)).not.toContain(search);
  expect(String(failure)).not.toContain(host);
});

it('a network fault names no address either', async () => {
  const url = 'http://127.0.0.1:9/secret-path?sig=s3cret';
  const fallback = fallbackOf({ channel: CHANNEL, teams: url }, fetch);
  const failure = await fallback.send(content(), null).catch((error: unknown) => error);
  expect(failure).toMatchObject({ kind: 'retry', ambiguous: true });
  expect(String(failure)).not.toMatch(/s3cret|secret-path|127\.0\.0\.1/);
});

const text = (max: number) =>
  fc.oneof(fc.string({ minLength: 1, maxLength: max }), fc.constant('"\\'.repeat(max / 2)));

it('whatever it says is below 21 KB, and fits Teams and Slack', () => {
  const notice = fc.record({
    headline: text(144),
    target: fc.array(text(300), { maxLength: 3 }),
    asks: text(80),
    reason: fc.option(text(300)),
    eligible: fc.option(text(400)),
    expiresAt: fc.integer({ min: 0, max: 4e12 }),
    digest: fc.constant(`sha256:${'a'.repeat(64)}`),
    link: fc.option(fc.constant('https://teams.microsoft.com/l/message/x/1')),
  });
  fc.assert(
    fc.property(notice, (said) => {
      const card = noticeCard(said, 'req_1');
      expect(validateCard(card)).toEqual([]);
      expect(Buffer.byteLength(JSON.stringify(card), 'utf16le')).toBeLessThan(21_000);
      expect(
        validateMessage({
          ...noticeMessage({ ...said }, 'req_1'),
        }),
      ).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
