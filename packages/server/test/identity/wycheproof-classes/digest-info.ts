import { createHash } from 'node:crypto';
import { rawRsa, rsa, rsaSigner, type Signer } from './keys.ts';

/** The parts of a DigestInfo (RFC 8017, 9.2): two sequences, of which the first has the second in it. */
export type Element = 'outer' | 'inner' | 'oid' | 'null' | 'digest';
/** How a part is written: by its tag and its content. */
export type Write = (tag: number, content: Buffer) => Buffer;

export const bytes = (...parts: (number | readonly number[] | Buffer)[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(typeof part === 'number' ? [part] : part)));

/** DER, of less than 128 bytes. */
export const tlv: Write = (tag, content) => bytes(tag, content.length, content);

/** SHA-256: 2.16.840.1.101.3.4.2.1 */
const oid = bytes([0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]);

function digestInfo(digest: Buffer, flaws: { [element in Element]?: Write } = {}): Buffer {
  const put = (element: Element, tag: number, ...content: Buffer[]) =>
    (flaws[element] ?? tlv)(tag, bytes(...content));
  const algorithm = put('inner', 0x30, put('oid', 0x06, oid), put('null', 0x05));
  return put('outer', 0x30, algorithm, put('digest', 0x04, digest));
}

/** RS256 (RFC 8017, 8.2.1), with a part of the padding written in another way. */
export function pkcs1(flaws: { [element in Element]?: Write } = {}): Signer {
  return {
    ...rsaSigner('RS256'),
    sign: (input) => {
      const info = digestInfo(createHash('sha256').update(input).digest(), flaws);
      const filling = Buffer.alloc(rsa.bytes - info.length - 3, 0xff);
      return rawRsa(rsa, bytes(0, 1, filling, 0, info));
    },
  };
}
