import { fromUtf8 } from '../log/bytes.ts';
import type { YamlFault } from './fault.ts';

const NEWLINE = 10;

/** A file's text, or the first line of it that can't be read: what stood there, nobody would know. */
export type Decoded = { text: string } | { text: null; fault: YamlFault };

/** YAML 1.2, section 5.2, of whose encodings we take UTF-8 alone. */
export function decodeYaml(bytes: Uint8Array): Decoded {
  const text = fromUtf8(bytes);
  if (text !== undefined) return { text };
  const message = 'This line is not UTF-8, so that nobody knows what it says.';
  const hint = 'Save the file as UTF-8.';
  return { text: null, fault: { path: '', line: oddLine(bytes), column: 1, message, hint } };
}

/** Counted from 1. No character of several bytes has the byte of a newline in it. */
function oddLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const found = bytes.indexOf(NEWLINE, start);
    const end = found < 0 ? bytes.length : found;
    if (fromUtf8(bytes.subarray(start, end)) === undefined) break;
    start = end + 1;
  }
  return line;
}
