import type { Person } from '@countersign/core/people';
import type { Json } from '@countersign/core/wire/json';

/** An identity that has proved itself. */
export type Caller = {
  identity: { id: string; name: string };
  /** People who count as the requester: the owner, the human who started the run. */
  behind: Person[];
  /** How it proved itself, for the log: no secrets. */
  proof: Json;
};
