import { quote } from '../text/quote.ts';
import { truncate } from '../text/truncate.ts';
import { isExact } from './number.ts';

export type JsonFaultCode =
  | 'not_json'
  | 'duplicate_key'
  | 'inexact_number'
  | 'lone_surrogate'
  | 'prototype';

/** Why a text is not read; `pointer` says where (RFC 6901). */
export class JsonFault extends Error {
  readonly code: JsonFaultCode;
  readonly pointer: string;
  constructor(code: JsonFaultCode, pointer: string, sentence: string) {
    super(sentence);
    this.name = 'JsonFault';
    this.code = code;
    this.pointer = pointer;
  }
}

/**
 * Reads JSON that every reader reads alike (I-JSON, RFC 7493): no key twice in an object, no number
 * that changes when it is read, no half of a surrogate pair. Two people who look at such a text
 * with two programs see one value. Throws {@link JsonFault}.
 */
export function readJson(text: string): unknown {
  const value = parse(text);
  new Scan(text).run();
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new JsonFault('not_json', '', 'This is not JSON.');
  }
}

/** An object with the keys that were seen in it, or a list with the place that is read. */
type Level = { keys: Set<string> | null; key: string | null; index: number };

/** Walks over a text that is known to be JSON, once and without recursion. */
class Scan {
  readonly #text: string;
  readonly #levels: Level[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  run(): void {
    while (this.#at < this.#text.length) this.#token();
  }

  #token(): void {
    switch (this.#text[this.#at] ?? '') {
      case '{':
        return this.#open({ keys: new Set(), key: null, index: 0 });
      case '[':
        return this.#open({ keys: null, key: null, index: 0 });
      case '}':
      case ']':
        this.#levels.pop();
        break;
      case ',':
        return this.#next();
      case '"':
        return void this.#string();
      case '-':
      case '0':
      case '1':
      case '2':
      case '3':
      case '4':
      case '5':
      case '6':
      case '7':
      case '8':
      case '9':
        return this.#number();
      default:
    }
    this.#at += 1;
  }

  #open(level: Level): void {
    this.#at += 1;
    this.#levels.push(level);
    if (level.keys) this.#key(level, level.keys);
  }

  #next(): void {
    this.#at += 1;
    const level = this.#levels.at(-1);
    if (level?.keys) this.#key(level, level.keys);
    else if (level) level.index += 1;
  }

  /** An object that opened or went on after a comma: a key is next, or its end. */
  #key(level: Level, keys: Set<string>): void {
    while (isSpace(this.#text[this.#at])) this.#at += 1;
    if (this.#text[this.#at] !== '"') return;
    // Until the key is read, what is wrong with it is wrong with the object.
    level.key = null;
    const key = textOf(this.#string());
    level.key = key;
    if (key === '__proto__') {
      throw this.#fault('prototype', 'The key "__proto__" can not stand anywhere.');
    }
    if (keys.has(key)) {
      const named = truncate(quote(key), 120);
      throw this.#fault('duplicate_key', `The key ${named} stands twice in one object.`);
    }
    keys.add(key);
  }

  /** Between its quotation marks, as it is written. */
  #string(): string {
    const from = this.#at + 1;
    let end = this.#text.indexOf('"', from);
    while (this.#isEscaped(end, from)) end = this.#text.indexOf('"', end + 1);
    this.#at = end + 1;
    const raw = this.#text.slice(from, end);
    const mayBreak = SURROGATE_ESCAPE.test(raw);
    if ((mayBreak ? textOf(raw) : raw).isWellFormed()) return raw;
    throw this.#fault('lone_surrogate', 'A text holds half of a surrogate pair.');
  }

  /** An odd number of backslashes stands before the quotation mark. */
  #isEscaped(end: number, from: number): boolean {
    let at = end - 1;
    while (at >= from && this.#text[at] === '\\') at -= 1;
    return (end - 1 - at) % 2 === 1;
  }

  #number(): void {
    const from = this.#at;
    while (isNumeric(this.#text[this.#at])) this.#at += 1;
    const source = this.#text.slice(from, this.#at);
    if (isExact(source)) return;
    throw this.#fault(
      'inexact_number',
      `The number ${truncate(source, 40)} would be read as ${Number(source)}. Send it as text.`,
    );
  }

  #fault(code: JsonFaultCode, sentence: string): JsonFault {
    return new JsonFault(code, pointerTo(this.#levels), sentence);
  }
}

const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/;

function textOf(raw: string): string {
  return raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw;
}

function pointerTo(levels: readonly Level[]): string {
  return levels
    .flatMap(({ keys, key, index }) => (keys ? (key ?? []) : String(index)))
    .map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

function isSpace(char: string | undefined): boolean {
  return char === ' ' || char === '\n' || char === '\r' || char === '\t';
}

function isNumeric(char: string | undefined): boolean {
  return char !== undefined && '+-.0123456789eE'.includes(char);
}
