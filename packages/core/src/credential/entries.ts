import type { Digest } from '../digest.ts';
import type { Json } from '../wire/json.ts';
import type { CredentialRecord } from './credential.ts';

/** Bodies of the log's entries about a credential, by kind; story-credentials.ts recounts them. */
export const credentialBody = {
  /** Before anything is opened. */
  'credential.opening': (one: CredentialRecord, digest: Digest): Json => ({
    ...which(one),
    digest,
    kind: one.kind,
    closesAt: new Date(one.closesAt).toISOString(),
  }),
  /** Right before it is handed over. */
  'credential.opened': (one: CredentialRecord): Json => which(one),
  /** The target confirms it. */
  'credential.closed': (one: CredentialRecord): Json => ({
    ...which(one),
    why: one.why,
    tries: one.tries,
  }),
  'credential.closing_failed': (one: CredentialRecord): Json => ({
    ...which(one),
    why: one.why,
    tries: one.tries,
  }),
};

function which({ id, grant, target }: CredentialRecord) {
  return { credential: id, grant, target };
}
