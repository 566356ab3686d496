import { readFile } from 'node:fs/promises';
import { CountersignError } from '../sdk/error.ts';

/**
 * The token that stands in a file, read for every call: platforms write a fresh one before the old
 * one ends (Kubernetes' projected tokens, SPIFFE helpers), and a wait outlives both.
 */
export function tokenFrom(path: string): () => Promise<string> {
  return async () => {
    try {
      return (await readFile(path, 'utf8')).trim();
    } catch (cause) {
      throw new CountersignError(
        'no_credential',
        'The file that COUNTERSIGN_TOKEN_FILE names can not be read.',
        { cause },
      );
    }
  };
}
