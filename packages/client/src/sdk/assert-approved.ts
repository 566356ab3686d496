import { changeDigest } from '@countersign/core/change';
import type { RequestView, Submission } from '@countersign/core/wire/types';
import { CountersignError } from './error.ts';

/** A job may have asked under a key, or asked the very question of another job: both meet this. */
export const ONE_RUN =
  'One approval is for one run. For another one ask again: start the job anew, with a new idempotency key if it gives one.';

/** The one gate in front of anything that runs: approved, for exactly this submission, not run yet. */
export function assertApproved(view: RequestView, submission: Submission): RequestView {
  const digest = changeDigest(submission);
  if (view.digest !== digest) throw mismatch(view, digest);
  if (view.status !== 'approved' || view.decision?.outcome !== 'approved') {
    throw new CountersignError('not_approved', `${view.id} is ${view.status}: ${view.explanation}`);
  }
  if (view.reuse && view.reuse.used < view.reuse.uses) return view;
  if (view.outcome) {
    throw new CountersignError(
      'already_ran',
      `${view.id} was approved and ran already: it ${view.outcome.status} at ${view.outcome.at}. ${ONE_RUN}`,
    );
  }
  if (!view.started) return view;
  throw new CountersignError(
    'already_started',
    `The approval of ${view.id} was taken by another run at ${view.started.at}; which one is not known here, nor how it ends. Look for a job that is still running. ${ONE_RUN}`,
  );
}

export function mismatch(view: RequestView, digest: string): CountersignError {
  return new CountersignError(
    'digest_mismatch',
    `The service shows people the change ${view.digest} for ${view.id}, but this is ${digest}. Nothing runs.`,
  );
}
