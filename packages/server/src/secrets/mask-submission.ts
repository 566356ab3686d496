import type { Masked } from '@countersign/core/request/state';
import type { Submission } from '@countersign/core/wire/submission';
import { createMasker } from './mask.ts';
import { maskJson } from './mask-json.ts';

/** Takes secrets out of what a bot sent, before it is stored or shown, and counts them. */
export function submissionMasker(): (
  submission: Submission,
) => Promise<{ submission: Submission; masked: Masked[] }> {
  const mask = createMasker();
  return async (submission) => {
    const { value, found } = await maskJson(mask, submission);
    return { submission: value, masked: found };
  };
}
