import { hasMasked } from '../../text/masked.ts';
import type { RequestView } from '../../wire/types.ts';
import type { PolicyFacts } from '../facts.ts';
import { changeFacts, requestFacts } from '../submission-facts.ts';

/** What is left of a request that the service has judged. */
export type PastRequest = Pick<
  RequestView,
  | 'id'
  | 'identity'
  | 'action'
  | 'resource'
  | 'environment'
  | 'parameters'
  | 'change'
  | 'reason'
  | 'tickets'
  | 'digest'
  | 'createdAt'
  | 'policy'
> & { stages: Pick<RequestView['stages'][number], 'name' | 'combine' | 'quorums'>[] };

/**
 * The facts that are still known of it, at the moment when it was made. Its history, and
 * labels, claims and owner of its identity are not. `needs` as of the policy.
 */
export function pastFacts(
  past: PastRequest,
  needs: ReadonlySet<string>,
  time: PolicyFacts['time'],
): PolicyFacts {
  return {
    identity: { name: past.identity.name },
    request: requestFacts(past),
    change: {
      ...changeFacts(past, needs),
      digest: past.digest,
      ...(needs.has('change.hasSecrets') && { hasSecrets: hasMasked(submitted(past)) }),
    },
    time,
  };
}

function submitted({ parameters, change, reason, tickets }: PastRequest) {
  return { parameters, change, reason, tickets };
}
