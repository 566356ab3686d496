import type { Registered } from '@countersign/core/identity/standing';
import type { PolicyFacts } from '@countersign/core/policy/facts';
import type { Behind } from '@countersign/core/request/state';
import type { Json } from '@countersign/core/wire/json';

/** An identity that has proved itself. */
export type Caller = {
  identity: { id: string; name: string };
  /** People who count as the requester: the owner, the human who started the run. */
  behind: Behind[];
  /** How it proved itself, for the log: no secrets. */
  proof: Json;
  /** What the policy's conditions may ask about it. */
  facts: PolicyFacts['identity'];
  /** What the register said of it when it proved itself. */
  registered: Pick<Registered, 'standing' | 'actions'>;
};
