import { describe, expect, it } from 'vitest';
import { digestOf } from '../../src/digest.ts';
import type { Evidence } from '../../src/log/evidence.ts';
import { gatherEvidence } from '../../src/log/evidence.ts';
import { keyPair } from '../../src/log/key.ts';
import { verify, verifyEvidence } from '../../src/log/verify.ts';
import { approvedStory, entry, manyEntries, sealed, vkey } from './sample-log.ts';

const story = approvedStory();
const entries = [...manyEntries(5), ...story, ...manyEntries(5)];
const log = sealed(entries);
const placed = story.map((entry) => ({ index: entries.indexOf(entry), entry }));
const evidence = gatherEvidence(placed, log.checkpoint, log.reader);

/** As it comes out of a file. */
const read = (bundle: Evidence): unknown => JSON.parse(JSON.stringify(bundle));
const codeOf = (bundle: unknown) => {
  const verdict = verifyEvidence(bundle, vkey);
  return verdict.ok ? 'ok' : verdict.code;
};
const changed = (at: number, change: object): Evidence => ({
  ...evidence,
  entries: evidence.entries.map((item, n) => (n === at ? Object.assign({}, item, change) : item)),
});

describe('an evidence bundle', () => {
  it('proves a decision with nothing but the key of the log', () => {
    const verdict = verifyEvidence(read(evidence), vkey);
    expect(verdict).toMatchObject({
      ok: true,
      proven: { checkpoint: { size: 15 }, story: { decision: evidence.decision } },
    });
  });

  it('is gathered in the order of the log, whatever order it was asked in', () => {
    const shuffled = gatherEvidence(placed.toReversed(), log.checkpoint, log.reader);
    expect(shuffled).toEqual(evidence);
  });

  it('is not gathered for a request that is undecided', () => {
    expect(() => gatherEvidence(placed.slice(0, -1), log.checkpoint, log.reader)).toThrow(
      expect.objectContaining({ code: 'broken_story' }),
    );
  });

  it('fails under the key of another log', () => {
    const stranger = keyPair('log.example.com', new Uint8Array(32).fill(2)).vkey;
    expect(verifyEvidence(evidence, stranger)).toMatchObject({ ok: false, code: 'unknown_key' });
  });

  it('fails when an entry says something else than was logged', () => {
    const forged = {
      ...story[1],
      body: { digest: evidence.decision.digest, vote: 'reject', person: 'ada', stage: 0 },
    };
    expect(codeOf(changed(1, { entry: forged }))).toBe('wrong_root');
  });

  it('fails when its summary says something else than the log', () => {
    const { decision } = evidence;
    for (const lie of [
      { decision: { ...decision, outcome: 'rejected' } },
      { decision: { ...decision, digest: digestOf('other') } },
      { decision: { ...decision, at: '2026-11-22T16:00:00.000Z' } },
      { request: 'req_2' },
    ]) {
      expect(codeOf({ ...evidence, ...lie })).toBe('bad_evidence');
    }
  });

  it('fails when it leaves out what the approval needs', () => {
    for (const at of [0, 1, 3, 4]) {
      const short = { ...evidence, entries: evidence.entries.toSpliced(at, 1) };
      expect(codeOf(short)).toBe('broken_story');
    }
  });

  it('fails when its entries are not in the order of the log, or there twice', () => {
    expect(codeOf({ ...evidence, entries: evidence.entries.toReversed() })).toBe('bad_evidence');
    const [first] = evidence.entries;
    expect(codeOf({ ...evidence, entries: [first, ...evidence.entries] })).toBe('bad_evidence');
  });

  it('fails when an entry claims another place than its proof', () => {
    expect(codeOf(changed(1, { index: 0 }))).toBe('bad_evidence');
  });

  it('fails when a proof carries another checkpoint', () => {
    const elsewhere = sealed(entries.slice(0, 11));
    const older = gatherEvidence(placed, elsewhere.checkpoint, elsewhere.reader);
    expect(codeOf(changed(1, { proof: older.entries[1]?.proof }))).toBe('bad_evidence');
  });

  it.each([
    ['null', null],
    ['a text', 'evidence'],
    ['another format', { ...evidence, format: 'countersign.evidence/v2' }],
    ['no entries', { ...evidence, entries: undefined }],
    ['an entry without a proof', changed(0, { proof: undefined })],
    ['an entry without an index', changed(0, { index: '0' })],
    ['no decision', { ...evidence, decision: null }],
    ['no checkpoint', { ...evidence, checkpoint: 7 }],
  ])('is refused as %s', (_name, bundle) => {
    expect(codeOf(bundle)).toBe('bad_evidence');
  });
});

describe('evidence beside the whole log', () => {
  const material = { vkey, checkpoint: log.checkpoint, log: log.files };

  it('is complete', () => {
    expect(verify({ ...material, evidence })).toMatchObject({ ok: true });
  });

  it('is refused when it hides a vote', () => {
    const digest = evidence.decision.digest;
    const no = entry('request.voted', { digest, vote: 'reject', person: 'mallory', stage: 1 });
    const votes = approvedStory('req_1').toSpliced(3, 0, no);
    const voted = sealed(votes);
    const shown = votes
      .map((entry, index) => ({ index, entry }))
      .filter(({ entry }) => entry !== no);
    const hiding = gatherEvidence(shown, voted.checkpoint, voted.reader);
    expect(codeOf(hiding)).toBe('ok');
    const whole = { vkey, checkpoint: voted.checkpoint, log: voted.files };
    expect(verify({ ...whole, evidence: hiding })).toMatchObject({
      ok: false,
      code: 'bad_evidence',
    });
  });

  it('is refused when it comes from another history of the log', () => {
    const fork = sealed(story);
    const forked = story.map((entry, index) => ({ index, entry }));
    const elsewhere = gatherEvidence(forked, fork.checkpoint, fork.reader);
    expect(verify({ ...material, evidence: elsewhere })).toMatchObject({
      ok: false,
      code: 'wrong_root',
    });
  });
});
