import { fromUtf8, utf8 } from '../log/bytes.ts';

/** Numbers and strings as the SSH protocols write them (RFC 4251, section 5). */

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

export function uint64(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value);
  return bytes;
}

export function string(value: string | Uint8Array): Uint8Array {
  const bytes = typeof value === 'string' ? utf8(value) : value;
  return concat(uint32(bytes.length), bytes);
}

/** Reads from the front. Throws a RangeError where the bytes end too early. */
export class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }
  take(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new RangeError('The bytes end too early.');
    const taken = this.#bytes.slice(this.#at, end);
    this.#at = end;
    return taken;
  }
  uint32(): number {
    const { buffer, byteOffset } = this.take(4);
    return new DataView(buffer, byteOffset).getUint32(0);
  }
  string(): Uint8Array {
    return this.take(this.uint32());
  }
  text(): string {
    const text = fromUtf8(this.string());
    if (text === undefined) throw new RangeError('The bytes are no text.');
    return text;
  }
  get isDone(): boolean {
    return this.#at === this.#bytes.length;
  }
}
