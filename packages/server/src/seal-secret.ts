import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { seal } from './connectors/targets/seal.ts';
import { readOrMakeSealKey } from './seal-key.ts';
import { StartError } from './start-error.ts';

const MOST_BYTES = 16_384;

/** Seals what stdin says for a target; one newline at its end belongs to the typing. */
export async function sealSecret(
  target: string,
  { data, stdin }: { data: string; stdin: Readable },
): Promise<string> {
  const typed = await buffer(stdin);
  const secret = typed.at(-1) === 0x0a ? typed.subarray(0, -1) : typed;
  if (secret.length === 0) throw new StartError('Nothing was sealed: stdin is empty.');
  if (secret.length > MOST_BYTES) {
    throw new StartError(`Nothing was sealed: a secret has ${MOST_BYTES} bytes at most.`);
  }
  return seal(readOrMakeSealKey(join(data, 'seal.key')), target, secret);
}
