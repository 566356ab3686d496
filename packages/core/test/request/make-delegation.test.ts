import { describe, expect, it } from 'vitest';
import { makeDelegation, LONGEST_MS, type DelegationFacts } from '../../src/delegation/make.ts';

const party = (id: string) => ({
  person: { id, name: id },
  account: { platform: 'slack', team: 'T1', user: `U-${id}` } as const,
});
const asked = { id: 'dlg_1', principal: party('ada'), standIn: party('sam'), until: 100 };
const facts: DelegationFacts = { principal: 'ok', standIn: 'ok', current: [] };
const before = { ...asked, from: 0 };

describe('a person names a stand-in', () => {
  it('from now on, until then', () => {
    expect(makeDelegation(asked, facts, 10)).toEqual({
      ok: true,
      delegation: { ...asked, from: 10 },
    });
    expect(makeDelegation({ ...asked, until: 10 + LONGEST_MS }, facts, 10).ok).toBe(true);
  });

  it('again, once the one before is over', () => {
    expect(makeDelegation(asked, { ...facts, current: [{ ...before, until: 10 }] }, 10).ok).toBe(
      true,
    );
  });

  it.each([
    ['oneself', 'own_stand_in', { ...asked, standIn: party('ada') }, facts],
    [
      'oneself under another account',
      'own_stand_in',
      { ...asked, standIn: { ...party('x'), person: { id: 'x', name: 'x', also: ['ada'] } } },
      facts,
    ],
    ['a guest', 'stand_in_not_full_member', asked, { ...facts, standIn: 'guest' as const }],
    ['a bot', 'stand_in_not_full_member', asked, { ...facts, standIn: 'bot' as const }],
    ['somebody unknown', 'lookup_failed', asked, { ...facts, standIn: 'unknown' as const }],
    ['anybody as a guest', 'not_full_member', asked, { ...facts, principal: 'guest' as const }],
    ['anybody in the past', 'over_already', { ...asked, until: 10 }, facts],
    ['anybody for longer than 30 days', 'too_long', { ...asked, until: 11 + LONGEST_MS }, facts],
    ['two at once', 'already_delegated', asked, { ...facts, current: [before] }],
  ])('but not %s', (_, code, command, given) => {
    expect(makeDelegation(command, given, 10)).toMatchObject({ ok: false, code });
  });
});
