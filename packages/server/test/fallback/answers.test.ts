import { expect, it } from 'vitest';
import { oneWay, type OneWayOptions } from '../../src/chat/one-way.ts';
import { slackDrawing } from '../../src/chat/slack/incoming-webhook.ts';
import { teamsFallback } from '../../src/chat/teams/workflow.ts';
import type { FallbackNotice } from '../../src/ports/chat.ts';
import { content, NOON, submission } from '../slack/fixtures.ts';

const url = 'https://prod-1.westeurope.logic.azure.com/workflows/1?sig=T0K3N';
const notice: FallbackNotice = {
  unposted: { platform: 'slack', channel: 'C0RELEASES' },
  decide: { where: 'nowhere' },
  again: false,
};

function fallback(fetch: OneWayOptions['fetch']) {
  return teamsFallback({ name: 'ops', url, fetch, now: () => NOON });
}

function answering(status: number, headers: { [name: string]: string } = {}) {
  return fallback(async () => new Response(null, { status, headers }));
}

const failureOf = (promise: Promise<void>) => promise.catch((error: unknown) => error);

it.each([200, 202, 204])('%i is done', async (status) => {
  expect(await failureOf(answering(status).tell(content(), notice))).toBeUndefined();
});

it('413 makes it shorter, until it is taken', async () => {
  const sizes: number[] = [];
  const hook = fallback(async (_, { body }) => {
    sizes.push(body.length);
    return new Response(null, { status: sizes.length < 3 ? 413 : 202 });
  });
  const change = { diff: '+line\n'.repeat(100) };
  await hook.tell(content({ submission: submission({ change }) }), notice);
  expect(sizes).toHaveLength(3);
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
});

it('413 for the shortest is the end', async () => {
  expect(await failureOf(answering(413).tell(content(), notice))).toMatchObject({
    kind: 'rejected',
    message: 'The fallback “ops” answered 413: even the shortest message is too large for it.',
  });
});

it.each([
  ['7', 7_000],
  ['Sun, 22 Nov 2026 12:01:00 GMT', 60_000],
  ['999999999', 86_400_000],
  ['soon', undefined],
])('429 waits as Retry-After says: %s', async (after, retryAfterMs) => {
  const hook = answering(429, { 'retry-after': after });
  expect(await failureOf(hook.tell(content(), notice))).toMatchObject({
    kind: 'retry',
    retryAfterMs,
    ambiguous: false,
  });
});

it.each([408, 500, 502, 503, 504])('%i may have got through all the same', async (status) => {
  expect(await failureOf(answering(status).tell(content(), notice))).toMatchObject({
    kind: 'retry',
    ambiguous: true,
  });
});

it.each([301, 400, 401, 403, 404, 410])('%i is given up, with what to do', async (status) => {
  const failure = await failureOf(answering(status).tell(content(), notice));
  expect(failure).toMatchObject({ kind: 'rejected' });
  expect(String(failure)).toMatch(/answered \d+: \w.*\.$/u);
});

it.each([
  ['ETIMEDOUT', true],
  ['ECONNRESET', true],
  ['ECONNREFUSED', false],
  ['ENOTFOUND', false],
])('a network that fails with %s: in doubt %s', async (code, ambiguous) => {
  const hook = fallback(() => Promise.reject(Object.assign(new Error(url), { code })));
  const failure = await failureOf(hook.tell(content(), notice));
  expect(failure).toMatchObject({ kind: 'retry', ambiguous });
  expect(String(failure)).not.toContain('logic.azure.com');
});

it('silence until the time is over is in doubt', async () => {
  const hook = fallback(() => Promise.reject(new DOMException(url, 'TimeoutError')));
  expect(await failureOf(hook.tell(content(), notice))).toMatchObject({
    ambiguous: true,
    message: 'The fallback “ops” did not answer (TimeoutError).',
  });
});

it('after a doubt the message says that there may be two', async () => {
  const bodies: string[] = [];
  const fetch: OneWayOptions['fetch'] = async (_, { body }) => {
    bodies.push(body);
    return new Response('ok');
  };
  const hook = oneWay({ name: 'ops', url, fetch, now: () => NOON }, slackDrawing);
  await hook.tell(content(), notice);
  await hook.tell(content(), { ...notice, again: true });
  expect(bodies.map((body) => body.includes('An earlier message may say the same.'))).toEqual([
    false,
    true,
  ]);
});
