import { hasMasked } from '../../text/masked.ts';
import type { RequestView } from '../../wire/types.ts';
import type { ConditionFacts } from '../conditions/facts.ts';
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
> &
  Partial<Pick<RequestView, 'decision' | 'emergency' | 'expiresAt'>> & {
    stages: Pick<RequestView['stages'][number], 'name' | 'combine' | 'quorums'>[];
  };

/** What is known of the past beside the requests; what it does not know is left out. */
export type Known = {
  history?: (past: PastRequest) => ConditionFacts['history'];
  /** By the id of the identity. */
  identity?: (id: string) => ConditionFacts['identity'];
};

/** The facts that are known of it, at the moment when it was made. `needs` as of the policy. */
export function pastFacts(
  past: PastRequest,
  { needs, time, known }: { needs: ReadonlySet<string>; time: PolicyFacts['time']; known: Known },
): PolicyFacts {
  const { id } = past.identity;
  const history = [...needs].some((path) => path.startsWith('history.'))
    ? known.history?.(past)
    : undefined;
  return {
    // As the service has it: what policies call the name of an identity is its id.
    identity: { ...known.identity?.(id), name: id },
    request: requestFacts(past),
    change: {
      ...changeFacts(past, needs),
      digest: past.digest,
      ...(needs.has('change.hasSecrets') && { hasSecrets: hasMasked(submitted(past)) }),
    },
    time,
    ...(history && { history }),
  };
}

function submitted({ parameters, change, reason, tickets }: PastRequest) {
  return { parameters, change, reason, tickets };
}
