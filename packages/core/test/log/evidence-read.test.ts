import { expect, it } from 'vitest';
import { gatherEvidence, readEvidence } from '../../src/log/evidence.ts';
import { verifyEvidence } from '../../src/log/verify.ts';
import { approvedStory, manyEntries, sealed, vkey } from './sample-log.ts';

const story = approvedStory();
const entries = [...manyEntries(5), ...story];
const log = sealed(entries);
const placed = story.map((entry) => ({ index: entries.indexOf(entry), entry }));
const evidence = gatherEvidence(placed, log.checkpoint, log.reader);
const text = JSON.stringify(evidence);

it('evidence is read from its text', () => {
  expect(verifyEvidence(readEvidence(text), vkey).ok).toBe(true);
});

it.each([
  ['a key that stands twice', `{"request":"req_other",${text.slice(1)}`],
  ['the same, with an escape', String.raw`{"\u0072equest":"req_other",` + text.slice(1)],
  ['no JSON', text.slice(1)],
])('a text with %s is none', (_, forged) => {
  expect(() => readEvidence(forged)).toThrow(expect.objectContaining({ code: 'bad_evidence' }));
});

it.each([
  ['beside it', { ...evidence, approvedBy: 'everybody' }],
  ['in its decision', { ...evidence, decision: { ...evidence.decision, by: 'everybody' } }],
  ['in an entry', { ...evidence, entries: evidence.entries.map((e) => ({ ...e, note: 'x' })) }],
])('what nothing proves can not stand %s', (_, forged) => {
  expect(verifyEvidence(forged, vkey)).toMatchObject({ ok: false, code: 'bad_evidence' });
});
