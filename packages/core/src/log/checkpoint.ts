import { fromBase64, fromDecimal, toBase64 } from './bytes.ts';
import { LogError } from './error.ts';
import type { Signer, Verifier } from './key.ts';
import type { Hash } from './leaf.ts';
import { HASH_SIZE } from './leaf.ts';
import { openNote, signNote } from './note.ts';
import { assertSize } from './tree.ts';

/** The head of a log: its name, how many entries it has, and the root over them. */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Hash };

/** The note text of c2sp.org/tlog-checkpoint; throws LogError `bad_checkpoint`. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  assertSize(size);
  const text = `${origin}\n${size}\n${toBase64(root)}\n`;
  if (parseCheckpoint(text).origin !== origin) throw malformed();
  return text;
}

/** Refuses extension lines: auditors can't check what they say. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = '', sizeLine = '', rootLine = '', end, ...rest] = text.split('\n');
  const size = fromDecimal(sizeLine);
  const root = fromBase64(rootLine);
  const isWhole = end === '' && rest.length === 0 && origin !== '';
  if (!isWhole || size === undefined || root?.length !== HASH_SIZE) throw malformed();
  return { origin, size, root };
}

/** Signs the head of the signer's own log: the origin is the key's name. */
export function signCheckpoint(size: number, root: Hash, signer: Signer): string {
  return signNote(formatCheckpoint({ origin: signer.name, size, root }), signer);
}

/** The checkpoint in a note, verified: signed by the log's key, and of the log that the key is for. */
export function openCheckpoint(note: string, key: Verifier): Checkpoint {
  const checkpoint = parseCheckpoint(openNote(note, [key]).text);
  if (checkpoint.origin !== key.name) {
    throw new LogError(
      'wrong_origin',
      `The checkpoint is of the log ${JSON.stringify(checkpoint.origin)}, the key is for ${JSON.stringify(key.name)}.`,
    );
  }
  return checkpoint;
}

function malformed(): LogError {
  return new LogError('bad_checkpoint', 'A checkpoint is three lines: origin, size, root hash.');
}
