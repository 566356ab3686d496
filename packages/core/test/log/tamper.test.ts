import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogFiles } from '../../src/log/audit.ts';
import { entryBytes } from '../../src/log/entry.ts';
import { verify } from '../../src/log/verify.ts';
import { bundleFiles, entry, manyEntries, sealed, sealedLeaves, vkey } from './sample-log.ts';
import { flip } from './naive.ts';

const entries = manyEntries(600);
const leaves = entries.map(entryBytes);
const log = sealed(entries);
const places = fc.nat(leaves.length - 1);

const audit = (files: LogFiles) => verify({ vkey, checkpoint: log.checkpoint, log: files });
const codeOf = (files: LogFiles) => {
  const verdict = audit(files);
  return verdict.ok ? 'ok' : verdict.code;
};

describe('the audit of a whole log', () => {
  it('proves every entry in its place', () => {
    const verdict = audit(log.files);
    expect(verdict).toMatchObject({ ok: true, proven: { checkpoint: { size: 600 }, entries } });
  });

  it('needs no tiles, for they follow from the entries', () => {
    expect(codeOf(bundleFiles(leaves))).toBe('ok');
  });

  it('proves the log of no entries', () => {
    const empty = sealed([]);
    expect(verify({ vkey, checkpoint: empty.checkpoint, log: new Map() })).toMatchObject({
      ok: true,
    });
  });

  it('finds an entry that was edited', () => {
    fc.assert(
      fc.property(places, (at) => {
        const forged = leaves.with(at, entryBytes(entry('request.approved', {})));
        expect(codeOf(bundleFiles(forged))).toBe('wrong_root');
      }),
      { numRuns: 20 },
    );
  });

  it('finds entries that were swapped', () => {
    fc.assert(
      fc.property(places, places, (a, b) => {
        fc.pre(a !== b);
        const [first, second] = [leaves[a] ?? leaves[0], leaves[b] ?? leaves[0]];
        const forged = leaves.map((leaf, at) => (at === a ? second : at === b ? first : leaf));
        const whole = forged.filter((leaf) => leaf !== undefined);
        expect(codeOf(bundleFiles(whole))).toBe('wrong_root');
      }),
      { numRuns: 20 },
    );
  });

  it('finds an entry that was deleted, added, or cut off the tail', () => {
    fc.assert(
      fc.property(places, (at) => {
        expect(codeOf(bundleFiles(leaves.toSpliced(at, 1)))).not.toBe('ok');
        expect(
          codeOf(bundleFiles(leaves.toSpliced(at, 0, leaves[0] ?? new Uint8Array()))),
        ).not.toBe('ok');
        expect(codeOf(bundleFiles(leaves.slice(0, at)))).not.toBe('ok');
      }),
      { numRuns: 20 },
    );
  });

  it('finds an entry that was replaced by its neighbour, so that the count still fits', () => {
    const forged = leaves.with(599, leaves[598] ?? new Uint8Array());
    expect(codeOf(bundleFiles(forged))).toBe('wrong_root');
  });

  it('finds any one bit that was flipped in any file', () => {
    const paths = fc.constantFrom(...log.files.keys());
    fc.assert(
      fc.property(paths, fc.nat(), (path, bit) => {
        const bytes = log.files.get(path) ?? new Uint8Array(1);
        const forged = new Map(log.files).set(path, flip(bytes, bit % (bytes.length * 8)));
        expect(codeOf(forged)).not.toBe('ok');
      }),
      { numRuns: 60 },
    );
  });

  it('finds a file of entries that is missing or cut short', () => {
    for (const path of bundleFiles(leaves).keys()) {
      const missing = new Map(log.files);
      missing.delete(path);
      expect(codeOf(missing)).toBe('missing_bundle');
      const bytes = log.files.get(path) ?? new Uint8Array();
      expect(codeOf(new Map(log.files).set(path, bytes.slice(0, -1)))).toBe('bad_bundle');
      expect(codeOf(new Map(log.files).set(path, new Uint8Array()))).toBe('bad_bundle');
    }
  });

  it('finds an entry that was logged twice', () => {
    const twice = sealed([...entries.slice(0, 3), ...entries.slice(0, 1)]);
    const verdict = verify({ vkey, checkpoint: twice.checkpoint, log: twice.files });
    expect(verdict).toMatchObject({ ok: false, code: 'bad_entry' });
  });

  it('finds a leaf that is no entry, though it was signed', () => {
    const strange = sealedLeaves([new TextEncoder().encode('{"b":1, "a":2}')]);
    const verdict = verify({ vkey, checkpoint: strange.checkpoint, log: strange.files });
    expect(verdict).toMatchObject({ ok: false, code: 'bad_entry' });
  });
});
