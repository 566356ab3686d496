import { fromBase64, fromDecimal, toBase64 } from './bytes.ts';
import { LogError } from './error.ts';
import type { Hash } from './leaf.ts';
import { HASH_SIZE } from './leaf.ts';
import { parseNote } from './note.ts';

/** A proof that carries its checkpoint (c2sp.org/tlog-proof@v1). `extra` is not authenticated. */
export type TlogProof = {
  readonly index: number;
  readonly path: readonly Hash[];
  /** The signed note, verbatim. */
  readonly checkpoint: string;
  readonly extra?: Uint8Array;
};

const HEADER = 'c2sp.org/tlog-proof@v1';
/** No tree is deeper than its size has bits. */
const MAX_PATH = 63;

export function formatTlogProof({ index, path, checkpoint, extra }: TlogProof): string {
  const lines = [
    HEADER,
    ...(extra === undefined ? [] : [`extra ${toBase64(extra)}`]),
    `index ${index}`,
    ...path.map(toBase64),
  ];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/** Takes a proof apart without verifying it; throws LogError `bad_proof`, or `bad_note` of its checkpoint. */
export function parseTlogProof(text: string): TlogProof {
  const blank = text.indexOf('\n\n');
  if (blank === -1) throw malformed();
  const [header, ...lines] = text.slice(0, blank).split('\n');
  const extra = lines[0]?.startsWith('extra ') ? decode(lines.shift(), 'extra ') : undefined;
  const indexLine = lines.shift() ?? '';
  const index = indexLine.startsWith('index ') ? fromDecimal(indexLine.slice(6)) : undefined;
  if (header !== HEADER || index === undefined || lines.length > MAX_PATH) throw malformed();
  const checkpoint = text.slice(blank + 2);
  parseNote(checkpoint);
  const path = lines.map(decodeHash);
  return { index, path, checkpoint, ...(extra === undefined ? {} : { extra }) };
}

export function decodeHash(line: string): Hash {
  const bytes = decode(line, '');
  if (bytes.length !== HASH_SIZE) throw malformed();
  return bytes;
}

function decode(line: string | undefined, prefix: string): Uint8Array {
  const bytes = fromBase64(line?.slice(prefix.length) ?? '');
  if (bytes === undefined) throw malformed();
  return bytes;
}

function malformed(): LogError {
  return new LogError('bad_proof', `This is not a proof of the form ${HEADER}.`);
}
