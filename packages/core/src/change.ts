import type { Submission } from './wire/submission.ts';
import type { Json } from './wire/json.ts';
import { digestOf, type Digest } from './digest.ts';

/**
 * The part of a submission that is approved and that runs: what the change digest covers.
 * Reason and tickets are context; the same change keeps its digest when they are reworded.
 */
export function canonicalChange(submission: Submission): Json {
  const { action, resource, environment, parameters = {}, change = {} } = submission;
  return {
    schema: 'countersign.change/v1',
    action,
    resource,
    environment,
    parameters,
    change: withoutUndefined(change),
  };
}

/** SHA-256 over the RFC 8785 form of {@link canonicalChange}. */
export function changeDigest(submission: Submission): Digest {
  return digestOf(canonicalChange(submission));
}

function withoutUndefined(value: object): { [key: string]: Json } {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined));
}
