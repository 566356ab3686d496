import { describe, expect, it } from 'vitest';
import type { RequestState } from '../../src/request/state.ts';
import { likenessOf } from '../../src/request/likeness.ts';
import { aRequest } from './support.ts';

const plan = { burst: { withinMs: 600_000 } };
const first = aRequest(undefined, plan);

describe('a likeness', () => {
  it('is there only where policy says that a burst is one card', () => {
    expect(likenessOf(aRequest())).toBeNull();
    expect(likenessOf(first)).toMatch(/^sha256:/);
  });

  it('is one for other resources, changes and people behind them', () => {
    const other = { ...first, resource: 'other', digest: `sha256:${'7'.repeat(64)}`, behind: [] };
    expect(likenessOf(other)).toBe(likenessOf(first));
  });

  it.each([
    ['identity', { identity: { id: 'other', name: first.identity.name } }],
    ['action', { action: 'restart' }],
    ['environment', { environment: 'elsewhere' }],
    ['version of the policy', { plan: { ...first.plan, policyVersion: 'sha256:other' } }],
    ['channel', { plan: { ...first.plan, routes: [{ platform: 'slack', channel: 'C9' }] } }],
    ['stages', { plan: { ...first.plan, stages: first.plan.stages.slice(1) } }],
  ] satisfies [string, Partial<RequestState>][])('is another for another %s', (_, more) => {
    expect(likenessOf({ ...first, ...more })).not.toBe(likenessOf(first));
  });

  it('is none where cards withhold what it is about', () => {
    const showing = { sensitivity: 'restricted' } as const;
    expect(likenessOf(aRequest(undefined, { ...plan, showing }))).toBeNull();
  });
});
