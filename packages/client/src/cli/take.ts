import type { RequestView, Submission } from '@countersign/core/wire/types';
import { assertApproved, ONE_RUN } from '../sdk/assert-approved.ts';
import type { Countersign } from '../sdk/countersign.ts';
import { CountersignError } from '../sdk/error.ts';
import { Interrupted, type Signals } from './signals.ts';

export type Taking = {
  client: Countersign;
  view: RequestView;
  submission: Submission;
  /** The name of this run. */
  run: string;
  signals: Signals;
};

/**
 * Two that wait with the same key are both told of the approval: only one of them may run. Throws
 * unless this run has it; a signal meanwhile is left in `signals`. Whether it is known to have it.
 */
export async function takeApproval(taking: Taking): Promise<boolean> {
  const { client, view, submission, run, signals } = taking;
  try {
    await client.start(view.id, run, { signal: signals.waiting });
    return true;
  } catch (error) {
    if (error instanceof Interrupted) return false;
    if (!(error instanceof CountersignError)) throw error;
    if (error.problem === undefined) throw unknown(view, error);
    // Where the service can say it, the sentence names the time.
    assertApproved(await client.get(view.id).catch(() => view), submission);
    throw new CountersignError(error.code, `${error.message} Nothing ran here.`, { cause: error });
  }
}

/** No answer is no refusal: the start may have arrived. */
function unknown({ id }: RequestView, error: CountersignError): CountersignError {
  const sentence = `Nothing ran here, but the approval of ${id} may have been taken by this run. ${ONE_RUN}`;
  return new CountersignError(error.code, `${error.message} ${sentence}`, { cause: error });
}
