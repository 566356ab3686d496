import { shortDigest } from '@countersign/core/digest';
import type { RequestState } from '@countersign/core/request/state';
import { truncate } from '@countersign/core/text/truncate';
import { whatOf } from '../card.ts';

/** To words that named a request by its id: what was done, and to what. Not inert yet. */
export function answerText({ state, sentence }: { state: RequestState; sentence: string }): string {
  return `${sentence}\n${truncate(whatOf(state), 200)}, change ${shortDigest(state.digest)}`;
}
