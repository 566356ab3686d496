import { canonicalJson } from '../digest.ts';
import type { AuditedLog, LogFiles } from './audit.ts';
import { auditLog } from './audit.ts';
import type { Checkpoint } from './checkpoint.ts';
import { openCheckpoint } from './checkpoint.ts';
import { verifyConsistency } from './consistency.ts';
import type { Entry } from './entry.ts';
import { entryHash } from './entry.ts';
import type { LogErrorCode } from './error.ts';
import { LogError } from './error.ts';
import { equalBytes } from './bytes.ts';
import type { ProvenDecision } from './evidence.ts';
import { proveDecision } from './evidence.ts';
import { verifyInclusion } from './inclusion.ts';
import type { Verifier } from './key.ts';
import { parseVerifierKey } from './key.ts';
import { decodeHash, parseTlogProof } from './tlog-proof.ts';
import { tellStory } from './story.ts';
import type { ReadFreezes } from './story-freezes.ts';
import { rootOf } from './tree.ts';

/** What was exported from a log. Only `vkey` is trusted: it comes from elsewhere than the log. */
export type Material = {
  readonly vkey: string;
  /** A signed note. */
  readonly checkpoint: string;
  /** The whole log: every entry bundle, with or without its tiles. */
  readonly log?: LogFiles;
  /** One entry and its c2sp.org/tlog-proof@v1 text. */
  readonly entry?: { readonly entry: Entry; readonly proof: string };
  /** A checkpoint kept from before; the base64 hashes of a consistency proof, unless the whole log is here. */
  readonly older?: { readonly checkpoint: string; readonly proof?: readonly string[] };
  /** A parsed `countersign.evidence/v1` bundle. */
  readonly evidence?: unknown;
  /** Left out, freezes are not looked at. */
  readonly calendar?: ReadFreezes;
};

export type Proven = {
  readonly checkpoint: Checkpoint;
  /** Every entry of the log, in order. */
  readonly entries?: readonly Entry[];
  /** The place of the one entry. */
  readonly index?: number;
  /** The older log that this one extends. */
  readonly extends?: Checkpoint;
  readonly decision?: ProvenDecision;
};

export type Verdict<T> =
  | { readonly ok: true; readonly proven: T }
  | { readonly ok: false; readonly code: LogErrorCode; readonly failure: string };

/** Verifies all the material that is there; one part that fails fails it all. */
export function verify(material: Material): Verdict<Proven> {
  return verdict(() => {
    const key = parseVerifierKey(material.vkey);
    const checkpoint = openCheckpoint(material.checkpoint, key);
    const { log, entry, older, evidence, calendar } = material;
    const audited = log && auditLog(log, checkpoint);
    const index = entry && proveEntry(entry, checkpoint, key);
    const extended = older && proveExtension(older, checkpoint, key, audited);
    const decision = evidence === undefined ? undefined : proveDecision(evidence, key, calendar);
    if (decision && audited) assertComplete(decision, checkpoint, audited, calendar);
    return {
      checkpoint,
      ...(audited && { entries: audited.entries }),
      ...(index !== undefined && { index }),
      ...(extended && { extends: extended }),
      ...(decision && { decision }),
    };
  });
}

/**
 * Verifies one decision from its evidence bundle and the log's public key alone; whether it kept to
 * freezes, where the calendar is there.
 */
export function verifyEvidence(
  evidence: unknown,
  vkey: string,
  calendar?: ReadFreezes,
): Verdict<ProvenDecision> {
  return verdict(() => proveDecision(evidence, parseVerifierKey(vkey), calendar));
}

function proveEntry(
  { entry, proof }: { entry: Entry; proof: string },
  { size, root }: Checkpoint,
  key: Verifier,
): number {
  const { index, path, checkpoint } = parseTlogProof(proof);
  const proven = openCheckpoint(checkpoint, key);
  if (proven.size !== size || !equalBytes(proven.root, root)) {
    throw new LogError('bad_proof', `The proof is for ${proven.size} entries, not for ${size}.`);
  }
  verifyInclusion({ index, size, leaf: entryHash(entry), root, path });
  return index;
}

function proveExtension(
  older: { checkpoint: string; proof?: readonly string[] },
  { size, root }: Checkpoint,
  key: Verifier,
  audited: AuditedLog | undefined,
): Checkpoint {
  const old = openCheckpoint(older.checkpoint, key);
  if (older.proof === undefined && audited !== undefined) {
    assertBeginning(old, size, audited);
  } else {
    const path = (older.proof ?? []).map(decodeHash);
    verifyConsistency({ old: old.size, oldRoot: old.root, size, root, path });
  }
  return old;
}

function assertBeginning(old: Checkpoint, size: number, { reader }: AuditedLog): void {
  if (old.size <= size && equalBytes(rootOf(old.size, reader), old.root)) return;
  throw new LogError(
    'wrong_root',
    `The log of ${size} entries does not begin with the log of ${old.size} entries that was signed before.`,
  );
}

/** With the whole log at hand, no entry of the request can have been left out of its evidence. */
function assertComplete(
  { checkpoint, story }: ProvenDecision,
  { size }: Checkpoint,
  audited: AuditedLog,
  calendar: ReadFreezes | undefined,
): void {
  assertBeginning(checkpoint, size, audited);
  const logged = audited.entries
    .slice(0, checkpoint.size)
    .filter(({ request }) => request === story.request);
  if (canonicalJson(tellStory(logged, calendar)) === canonicalJson(story)) return;
  throw new LogError(
    'bad_evidence',
    `The evidence leaves out entries that the log holds for ${story.request}.`,
  );
}

function verdict<T>(prove: () => T): Verdict<T> {
  try {
    return { ok: true, proven: prove() };
  } catch (fault) {
    if (!(fault instanceof LogError)) throw fault;
    return { ok: false, code: fault.code, failure: fault.message };
  }
}
