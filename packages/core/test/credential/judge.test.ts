import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CredentialRecord } from '../../src/credential/credential.ts';
import { judgeOpening } from '../../src/credential/judge.ts';
import type { Grant } from '../../src/grant/grant.ts';

const NOON = Date.UTC(2026, 10, 22, 12);
const grant: Grant = {
  id: 'g1',
  request: 'r1',
  identity: 'ci',
  digest: `sha256:${'0'.repeat(64)}`,
  run: 'run-1',
  subject: 'grant:migrate:production:db/orders',
  action: 'migrate',
  environment: 'production',
  resource: 'db/orders',
  audience: ['https://db.example.com'],
  scope: [],
  targets: ['db', 'token'],
  uses: 0,
  maxUses: 1,
  issuedAt: NOON,
  expiresAt: NOON + 900_000,
};
const one = (more: Partial<CredentialRecord> = {}): CredentialRecord => ({
  id: 'c1',
  request: 'r1',
  grant: 'g1',
  target: 'db',
  kind: 'postgres',
  key: null,
  status: 'open',
  openedAt: NOON,
  closesAt: grant.expiresAt,
  tries: 0,
  error: null,
  why: null,
  closedAt: null,
  ...more,
});
const opening = { status: 'opening', openedAt: null } as const;
const db = { name: 'db', handsOverOnce: false };
const token = { name: 'token', handsOverOnce: true };
type Asked = Parameters<typeof judgeOpening>[0];
const judge = (more: Partial<Asked> = {}, now = NOON) =>
  judgeOpening({ grant, target: db, key: null, earlier: [], ...more }, now);
const code = (more: Partial<Asked> = {}, now = NOON) => {
  const judged = judge(more, now);
  return judged.ok ? 'opens' : judged.refusal.code;
};

describe('a grant', () => {
  it.each<[string, string, Partial<Asked>, number?]>([
    ['opens what it names', 'opens', {}],
    ['opens another target besides', 'opens', { target: token, earlier: [one()] }],
    [
      'opens nothing that it does not name',
      'target_not_granted',
      { target: { ...db, name: 'web' } },
    ],
    ['opens nothing in its last moment', 'grant_ended', {}, grant.expiresAt],
    ['opens nothing before it was issued', 'clock_went_back', {}, NOON - 1],
    [
      'opens nothing once it is revoked',
      'grant_ended',
      { grant: { ...grant, revoked: { at: NOON, why: 'given_back' } } },
    ],
    ['opens a target once', 'credential_taken', { earlier: [one({ status: 'closed' })] }],
    [
      'does not count what nobody was handed',
      'opens',
      { earlier: [one({ status: 'closed', openedAt: null, why: 'not_opened' })] },
    ],
    ['counts what is being opened', 'credential_taken', { earlier: [one(opening)] }],
    [
      'says that it is at it',
      'unavailable',
      { key: 'k', earlier: [one({ ...opening, key: 'k' })] },
    ],
    [
      'takes no missing keys for the same one',
      'credential_taken',
      { earlier: [one({ ...opening })] },
    ],
    [
      'hands over once what is handed over once',
      'credential_taken',
      { target: token, key: 'k', earlier: [one({ target: 'token', key: 'k' })] },
    ],
  ])('%s', (_, expected, more, now) => {
    expect(code(more, now)).toBe(expected);
  });

  it('replaces what was opened with the same key', () => {
    const lost = one({ key: 'k' });
    expect(judge({ key: 'k', earlier: [lost] })).toEqual({ ok: true, replaces: [lost] });
    expect(code({ key: 'other', earlier: [one({ key: 'k' })] })).toBe('credential_taken');
  });

  it('never has more of a target in use than it has uses, whoever asks in whatever order', () => {
    const ask = fc.record({ key: fc.constantFrom(null, 'a', 'b'), fails: fc.boolean() });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.array(ask, { maxLength: 12 }),
        (maxUses, asks) => {
          let earlier: CredentialRecord[] = [];
          for (const [at, { key, fails }] of asks.entries()) {
            const judged = judge({ grant: { ...grant, maxUses }, key, earlier });
            if (!judged.ok) continue;
            const replaced = new Set(judged.replaces.map(({ id }) => id));
            earlier = earlier.map((each) =>
              replaced.has(each.id) ? { ...each, status: 'closing', why: 'replaced' } : each,
            );
            const made = one({ id: `c${at}`, key });
            earlier.push(
              fails ? { ...made, openedAt: null, status: 'closed', why: 'not_opened' } : made,
            );
          }
          expect(earlier.filter(({ status }) => status === 'open').length).toBeLessThanOrEqual(
            maxUses,
          );
        },
      ),
    );
  });
});
