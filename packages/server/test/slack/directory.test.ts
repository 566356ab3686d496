import { expect, it } from 'vitest';
import { createCache } from '../../src/chat/cache.ts';

function counted() {
  let clock = 0;
  let calls = 0;
  const pending: PromiseWithResolvers<number>[] = [];
  const load = () => {
    const answer = Promise.withResolvers<number>();
    pending.push(answer);
    calls += 1;
    return answer.promise;
  };
  const cache = createCache(load, 5_000, () => clock);
  return {
    cache,
    calls: () => calls,
    pass: (ms: number) => void (clock += ms),
    answer: (n: number, value: number) => pending[n]?.resolve(value),
    fail: (n: number) => pending[n]?.reject(new Error('Slack is away.')),
  };
}

it('those who ask together share one look-up', async () => {
  const { cache, calls, answer } = counted();
  const both = Promise.all([cache.get('U1'), cache.get('U1')]);
  answer(0, 1);
  expect(await both).toEqual([1, 1]);
  expect(calls()).toBe(1);
});

it('an answer counts until it is too old', async () => {
  const { cache, calls, answer, pass } = counted();
  const first = cache.get('U1');
  answer(0, 1);
  await first;
  pass(4_999);
  await cache.get('U1');
  expect(calls()).toBe(1);
  pass(1);
  const second = cache.get('U1');
  answer(1, 2);
  expect(await second).toBe(2);
});

it('a failure reaches all who wait, and nobody after them', async () => {
  const { cache, calls, answer, fail } = counted();
  const both = Promise.allSettled([cache.get('U1'), cache.get('U1')]);
  fail(0);
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const next = cache.get('U1');
  answer(1, 2);
  expect(await next).toBe(2);
  expect(calls()).toBe(2);
});

it('what was forgotten while it was on its way is asked for again', async () => {
  const { cache, answer } = counted();
  const old = cache.get('U1');
  cache.forget('U1');
  const fresh = cache.get('U1');
  answer(0, 1);
  answer(1, 2);
  await old;
  expect(await fresh).toBe(2);
  expect(await cache.get('U1')).toBe(2);
});
