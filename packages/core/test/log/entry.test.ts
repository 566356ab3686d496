import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/digest.ts';
import { fromUtf8, utf8 } from '../../src/log/bytes.ts';
import type { Entry } from '../../src/log/entry.ts';
import { entryBytes, entryHash, parseEntry } from '../../src/log/entry.ts';

const entry: Entry = {
  id: 'ent_1',
  at: '2026-11-22T15:00:00.123Z',
  kind: 'request.submitted',
  request: 'req_1',
  body: { b: 1, a: 'é' },
};
const failure = (code: string): unknown => expect.objectContaining({ code });

describe('an entry', () => {
  it('is logged as its canonical JSON, whatever order it was written in', () => {
    const { body, ...rest } = entry;
    expect(fromUtf8(entryBytes(entry))).toBe(
      '{"at":"2026-11-22T15:00:00.123Z","body":{"a":"é","b":1},"id":"ent_1","kind":"request.submitted","request":"req_1"}',
    );
    expect(entryHash({ body, ...rest })).toEqual(entryHash(entry));
  });

  it('is read back from its leaf', () => {
    expect(parseEntry(entryBytes(entry))).toEqual(entry);
  });

  it.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['null', 'null'],
    ['another spelling of the same entry', ` ${fromUtf8(entryBytes(entry))}`],
    ['a member given twice', `{"at":"${entry.at}","body":1,"body":1,"id":"a","kind":"k"}`],
    ['a member of no entry', `{"at":"${entry.at}","body":1,"evil":1,"id":"a","kind":"k"}`],
    ['no id', `{"at":"${entry.at}","body":1,"kind":"k"}`],
    ['no body', `{"at":"${entry.at}","id":"a","kind":"k"}`],
  ])('is refused when its leaf holds %s', (_name, text) => {
    expect(() => parseEntry(utf8(text))).toThrow(failure('bad_entry'));
  });

  it('is refused when its leaf is not UTF-8', () => {
    expect(() => parseEntry(Uint8Array.of(0x22, 0xff, 0x22))).toThrow(failure('bad_entry'));
  });

  it.each([
    '2026-11-22T15:00:00Z',
    '2026-11-22T15:00:00.000+01:00',
    '2026-13-22T15:00:00.000Z',
    '',
  ])('is refused with %j for its time', (at) => {
    expect(() => entryBytes({ ...entry, at })).toThrow(failure('bad_entry'));
  });

  it('is refused with a body that has no canonical JSON', () => {
    const body = { at: new Date(0) } as unknown as Json;
    expect(() => entryBytes({ ...entry, body })).toThrow(failure('bad_entry'));
  });

  it('is refused when it does not fit a bundle', () => {
    const body = 'x'.repeat(65_535);
    expect(() => entryBytes({ ...entry, body })).toThrow(failure('entry_too_large'));
  });
});
