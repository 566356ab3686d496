import { expect, it } from 'vitest';
import { decide } from '../../src/request/decide.ts';
import { aRequest, aVote, mayVote } from './support.ts';

const twoPeople = aRequest([{ name: 'release', quorum: 2, groups: ['releasers'] }]);
const account = {
  platform: 'slack',
  kind: 'button',
  team: 'T1',
  user: 'U1',
  channel: 'C1',
} as const;

/** First without a confirmed address, then joined by it to a person: the same hand both times. */
it('an account that has become another person meanwhile does not count twice', () => {
  const first = decide(twoPeople, aVote('slack:T1:U1', { via: account }), 1, mayVote);
  if (!first.ok) throw new Error(first.refusal.message);
  const second = decide(first.state, aVote('ada', { via: account }), 2, mayVote);
  expect(second).toMatchObject({ ok: false, refusal: { code: 'already_voted' } });
});

it('nor where the organisation names the account, which a workspace named before', () => {
  const first = decide(twoPeople, aVote('slack:T1:U1', { via: account }), 1, mayVote);
  if (!first.ok) throw new Error(first.refusal.message);
  const moved = { ...account, team: 'E1' };
  const second = decide(first.state, aVote('slack:E1:U1', { via: moved }), 2, mayVote);
  expect(second).toMatchObject({ ok: false, refusal: { code: 'already_voted' } });
});

it.each([
  [{ also: ['mail:ada@example.com'] }, { id: 'mail:ada@example.com' }],
  [{ id: 'mail:ada@example.com' }, { also: ['mail:ada@example.com'] }],
  [{ also: ['mail:ada@example.com', 'x'] }, { also: ['y', 'mail:ada@example.com'] }],
])('nor does a person known by any name in common: %j, %j', (one, two) => {
  const first = decide(
    twoPeople,
    aVote('a', { person: { id: 'a', name: 'A', ...one } }),
    1,
    mayVote,
  );
  if (!first.ok) throw new Error(first.refusal.message);
  const again = aVote('b', { person: { id: 'b', name: 'B', ...two } });
  const second = decide(first.state, again, 2, mayVote);
  expect(second).toMatchObject({ ok: false, refusal: { code: 'already_voted' } });
});

it('two people with accounts of their own do count', () => {
  const first = decide(twoPeople, aVote('ada'), 1, mayVote);
  if (!first.ok) throw new Error(first.refusal.message);
  expect(decide(first.state, aVote('bob'), 2, mayVote)).toMatchObject({
    ok: true,
    state: { status: 'approved' },
  });
});
