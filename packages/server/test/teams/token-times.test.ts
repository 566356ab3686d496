import { expect, it } from 'vitest';
import { aGuardedDesk } from './guarded.ts';

const MINUTE = 60;

it.each([
  ['ended four minutes ago', { exp: -4 * MINUTE }, 200],
  ['ended six minutes ago', { exp: -6 * MINUTE }, 401],
  ['begins in four minutes', { nbf: 4 * MINUTE }, 200],
  ['begins in six minutes', { nbf: 6 * MINUTE }, 401],
  ['lives for ten years', { exp: 10 * 365 * 24 * 60 * MINUTE }, 401],
])('a token that %s', async (_, times, status) => {
  const desk = await aGuardedDesk();
  const now = Math.floor(desk.ctx.now() / 1_000);
  const claims = Object.fromEntries(Object.entries(times).map(([name, at]) => [name, now + at]));
  expect(await desk.forge({ claims })).toMatchObject({ status });
});
