import { isDigest } from '../digest.ts';
import { JsonFault, readJson } from '../json/read.ts';
import { openCheckpoint, parseCheckpoint } from './checkpoint.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Entry } from './entry.ts';
import { assertEntry, entryHash } from './entry.ts';
import { quote } from '../text/quote.ts';
import { LogError } from './error.ts';
import { inclusionProof, verifyInclusion } from './inclusion.ts';
import type { Verifier } from './key.ts';
import { parseNote } from './note.ts';
import type { Decision, Story } from './story.ts';
import { tellStory } from './story.ts';
import type { ReadFreezes } from './story-freezes.ts';
import { formatTlogProof, parseTlogProof } from './tlog-proof.ts';
import type { HashReader } from './tree.ts';

export const EVIDENCE_FORMAT = 'countersign.evidence/v1';

/**
 * All that is needed, besides the log's public key, to prove one decision offline. It proves that
 * these entries are in the log and tell this decision; that the log holds no others of the request
 * is proven by an audit of the whole log.
 */
export type Evidence = {
  readonly format: typeof EVIDENCE_FORMAT;
  readonly request: string;
  readonly decision: Decision;
  /** The signed note that every proof carries too. */
  readonly checkpoint: string;
  /** In the order of the log; `proof` is a c2sp.org/tlog-proof@v1 text. */
  readonly entries: readonly EvidenceEntry[];
};
export type EvidenceEntry = {
  readonly index: number;
  readonly entry: Entry;
  readonly proof: string;
};

export type ProvenDecision = { readonly checkpoint: Checkpoint; readonly story: Story };

/** Gathers the evidence of a decided request; `placed` are its entries with their places in the log. */
export function gatherEvidence(
  placed: readonly { readonly index: number; readonly entry: Entry }[],
  checkpoint: string,
  reader: HashReader,
): Evidence {
  const { size } = parseCheckpoint(parseNote(checkpoint).text);
  const ordered = placed.toSorted((a, b) => a.index - b.index);
  const { request, decision } = tellStory(ordered.map(({ entry }) => entry));
  const entries = ordered.map(({ index, entry }) => {
    const path = inclusionProof(index, size, reader);
    return { index, entry, proof: formatTlogProof({ index, path, checkpoint }) };
  });
  return { format: EVIDENCE_FORMAT, request, decision, checkpoint, entries };
}

/** Evidence from its text, to be proved. Throws LogError `bad_evidence` where readers may differ on it. */
export function readEvidence(text: string): unknown {
  try {
    return readJson(text);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    throw new LogError('bad_evidence', `This is not an evidence bundle. ${error.message}`);
  }
}

/** Throws LogError: of its form, its checkpoint, any of its proofs, its order, or its story. */
export function proveDecision(
  evidence: unknown,
  key: Verifier,
  calendar?: ReadFreezes,
): ProvenDecision {
  assertEvidence(evidence);
  const checkpoint = openCheckpoint(evidence.checkpoint, key);
  for (const item of evidence.entries) proveEntry(item, evidence.checkpoint, checkpoint);
  assertOrder(evidence.entries);
  const story = tellStory(
    evidence.entries.map(({ entry }) => entry),
    calendar,
  );
  assertSummary(evidence, story);
  return { checkpoint, story };
}

function proveEntry({ index, entry, proof }: EvidenceEntry, note: string, head: Checkpoint): void {
  const { index: provenIndex, path, checkpoint } = parseTlogProof(proof);
  if (checkpoint !== note || provenIndex !== index) {
    throw new LogError(
      'bad_evidence',
      `The proof of entry ${entry.id} is of another place or another checkpoint.`,
    );
  }
  verifyInclusion({ index, size: head.size, leaf: entryHash(entry), root: head.root, path });
}

function assertOrder(entries: readonly EvidenceEntry[]): void {
  const rises = entries.every(({ index }, at) => index > (entries[at - 1]?.index ?? -1));
  if (!rises) throw new LogError('bad_evidence', 'The entries are not in the order of the log.');
}

function assertSummary({ request, decision }: Evidence, story: Story): void {
  const told = story.decision;
  const agrees =
    request === story.request &&
    decision.outcome === told.outcome &&
    decision.digest === told.digest &&
    decision.at === told.at;
  if (agrees) return;
  throw new LogError(
    'bad_evidence',
    `The summary claims "${decision.outcome}" for ${request}, the log says "${told.outcome}" for ${story.request} with digest ${told.digest} at ${told.at}.`,
  );
}

function assertEvidence(value: unknown): asserts value is Evidence {
  const { format, request, decision, checkpoint, entries } = membersOf(value, [
    'format',
    'request',
    'decision',
    'checkpoint',
    'entries',
  ]);
  if (format !== EVIDENCE_FORMAT) throw malformed(`its format is not ${EVIDENCE_FORMAT}`);
  if (typeof request !== 'string') throw malformed('it names no request');
  if (typeof checkpoint !== 'string') throw malformed('it has no checkpoint');
  assertDecision(membersOf(decision, ['outcome', 'digest', 'at']));
  if (!Array.isArray(entries)) throw malformed('it has no entries');
  for (const item of entries) {
    const { index, entry, proof } = membersOf(item, ['index', 'entry', 'proof']);
    if (!Number.isSafeInteger(index)) throw malformed('an entry has no index');
    if (typeof proof !== 'string') throw malformed('an entry has no proof');
    assertEntry(entry);
  }
}

function assertDecision({ outcome, digest, at }: Record<string, unknown>): void {
  if (typeof outcome === 'string' && isDigest(digest) && typeof at === 'string') return;
  throw malformed('its decision is not an outcome, a digest and a time');
}

/** What nothing proves must not stand where people read what is proved. */
function membersOf(value: unknown, names: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw malformed('a JSON object was expected');
  const stranger = Object.keys(value).find((name) => !names.includes(name));
  if (stranger === undefined) return value as Record<string, unknown>;
  throw malformed(`it has the unknown member ${quote(stranger)}`);
}

function malformed(why: string): LogError {
  return new LogError('bad_evidence', `This is not an evidence bundle: ${why}.`);
}
