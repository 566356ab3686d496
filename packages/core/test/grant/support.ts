import type { Plan } from '../../src/policy/plan.ts';
import type { RequestState } from '../../src/request/state.ts';
import { aRequest } from '../request/support.ts';

export const minute = 60_000;
/** When the request was decided. */
export const NOW = Date.UTC(2026, 10, 23, 12);
export const digest = aRequest().digest;

type More<T> = { [key in keyof T]?: T[key] | undefined };

/** An approved request whose plan gives a grant; undefined takes a part of the plan away. */
export function granting(more: Partial<RequestState> = {}, plan: More<Plan> = {}): RequestState {
  const grant = {
    audience: ['aws', 'vault'],
    scope: ['deploy'],
    lifetimeMs: 15 * minute,
    uses: 1,
    targets: [],
  };
  const state = aRequest();
  const all = { ...state.plan, expiresInMs: 60 * minute, grant, ...plan };
  const kept = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return {
    ...state,
    id: 'req_1',
    status: 'approved',
    identity: { id: 'ci', name: 'CI' },
    action: 'deploy',
    environment: 'production',
    resource: 'payments-api',
    decidedAt: NOW,
    plan: kept as Plan,
    ...more,
  };
}
