import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fromUtf8 } from '@countersign/core/log/bytes';
import { LogError } from '@countersign/core/log/error';
import { readEvidence, type Evidence } from '@countersign/core/log/evidence';
import type { ReadFreezes } from '@countersign/core/log/story-freezes';
import { verify, verifyEvidence, type Material } from '@countersign/core/log/verify';
import { readLogFiles, readOptional, sizeOfCheckpoint } from './folder.ts';
import { tellDecision, tellLog, tellUncovered } from './tell.ts';
import { uncoveredBy } from './uncovered.ts';

/** What was proven of one path, or what does not hold. */
export type Result = { path: string; ok: boolean; code?: string; sentences: string[] };

type ExportedLog = Pick<Material, 'checkpoint'> & { log: NonNullable<Material['log']> };

/** The calendar for freezes, where its libraries are installed. */
type LoadCalendar = () => Promise<ReadFreezes | undefined>;

/**
 * Verifies every path on its own; evidence is also held against the export that stands with it. The
 * calendar is loaded where evidence has freezes, as most of it has none.
 */
export async function verifyPaths(
  paths: readonly string[],
  vkey: string,
  loadCalendar: LoadCalendar,
): Promise<Result[]> {
  const kinds = await Promise.all(
    paths.map(async (path) => ({ path, isFolder: await isFolder(path) })),
  );
  const results: Result[] = [];
  let whole: ExportedLog | undefined;
  for (const { path } of kinds.filter(({ isFolder }) => isFolder)) {
    const { result, log } = await verifyFolder(path, vkey);
    results.push(result);
    whole = result.ok ? log : whole;
  }
  for (const { path } of kinds.filter(({ isFolder }) => !isFolder)) {
    results.push(await checked(path, () => verifyFile(path, vkey, { whole, loadCalendar })));
  }
  return results;
}

async function verifyFolder(path: string, vkey: string) {
  let log: ExportedLog | undefined;
  const result = await checked(path, async () => {
    log = await readExport(path);
    const verdict = verify({ vkey, ...log });
    if (!verdict.ok) throw new LogError(verdict.code, verdict.failure);
    const { checkpoint } = verdict.proven;
    return [
      ...tellLog(checkpoint, vkey),
      ...tellOtherKey(await readOptional(join(path, 'key')), vkey),
      ...tellUncovered(await uncoveredBy(checkpoint.size, path)),
    ];
  });
  return { result, log };
}

/** It is there for convenience, and proves nothing; but somebody may come to trust it. */
function tellOtherKey(kept: Uint8Array | undefined, vkey: string): string[] {
  if (kept === undefined || fromUtf8(kept)?.trim() === vkey) return [];
  return ['The file "key" in it is not the key that this was verified with: do not trust it.'];
}

async function verifyFile(
  path: string,
  vkey: string,
  { whole, loadCalendar }: { whole: ExportedLog | undefined; loadCalendar: LoadCalendar },
): Promise<string[]> {
  const evidence = readEvidence(await readText(path));
  const first = verifyEvidence(evidence, vkey);
  const hasFreezes = first.ok && first.proven.story.freezes?.looked === 'no_calendar';
  const calendar = hasFreezes ? await loadCalendar() : undefined;
  const alone = calendar ? verifyEvidence(evidence, vkey, calendar) : first;
  if (!alone.ok) throw new LogError(alone.code, alone.failure);
  const sentences = tellDecision(alone.proven, evidence as Evidence);
  if (!whole) return sentences;
  const verdict = verify({ vkey, ...whole, evidence, ...(calendar && { calendar }) });
  if (!verdict.ok) throw new LogError(verdict.code, verdict.failure);
  return [...sentences, 'The whole log, verified with it, holds no other vote on this request.'];
}

async function readExport(folder: string): Promise<ExportedLog> {
  const bytes = await readOptional(join(folder, 'checkpoint'));
  if (!bytes) {
    throw new LogError(
      'bad_checkpoint',
      'There is no checkpoint in this folder, so nothing in it can be verified: countersign log export writes one, last of all.',
    );
  }
  const checkpoint = textOf(bytes);
  return { checkpoint, log: await readLogFiles(folder, sizeOfCheckpoint(checkpoint)) };
}

/** Anything but a proof is a failure: a file that cannot be read proves nothing either. */
async function checked(path: string, prove: () => Promise<string[]>): Promise<Result> {
  try {
    return { path, ok: true, sentences: await prove() };
  } catch (error) {
    const code = error instanceof LogError ? error.code : 'unreadable';
    const sentence = error instanceof Error ? error.message : String(error);
    return { path, ok: false, code, sentences: [sentence] };
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function readText(path: string): Promise<string> {
  return textOf(new Uint8Array(await readFile(path)));
}

function textOf(bytes: Uint8Array): string {
  const text = fromUtf8(bytes);
  if (text === undefined) throw new LogError('bad_evidence', 'This file is not text in UTF-8.');
  return text;
}
