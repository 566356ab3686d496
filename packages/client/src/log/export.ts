import type { AuditedLog } from '@countersign/core/log/audit';
import { fromUtf8 } from '@countersign/core/log/bytes';
import type { Checkpoint } from '@countersign/core/log/checkpoint';
import { LogError } from '@countersign/core/log/error';
import { verify } from '@countersign/core/log/verify';
import { join } from 'node:path';
import type { Countersign } from '../sdk/countersign.ts';
import { fetchTile } from './fetch-tile.ts';
import { pathsOf, readOptional, sizeOfCheckpoint, writeBelow } from './folder.ts';
import { makeFolder } from './make-folder.ts';
import { removeOutgrown } from './uncovered.ts';

const AT_ONCE = 8;

export type Exported = {
  checkpoint: Checkpoint;
  entries: AuditedLog['entries'];
  extends?: Checkpoint;
};

/**
 * Brings the whole log into a folder, and writes it only if it verifies. A folder that holds an
 * earlier export is extended: its key is kept, and the log must still begin as it did.
 * Throws LogError, WriteError or
 * CountersignError.
 */
export async function exportLog(client: Countersign, folder: string): Promise<Exported> {
  await makeFolder(folder);
  const [key, checkpoint] = await Promise.all([
    client.logFile('key'),
    client.logFile('checkpoint'),
  ]);
  const kept = {
    key: textOf(await readOptional(join(folder, 'key'))),
    checkpoint: textOf(await readOptional(join(folder, 'checkpoint'))),
  };
  if (kept.key !== undefined && kept.key.trim() !== textOf(key)?.trim()) {
    throw new LogError(
      'unknown_key',
      `The log has another key now than the one kept in ${folder}.`,
    );
  }
  const note = textOf(checkpoint) ?? '';
  const log = await fetchAll(client, folder, pathsOf(sizeOfCheckpoint(note)));
  const verdict = verify({
    vkey: (textOf(key) ?? '').trim(),
    checkpoint: note,
    log,
    ...(kept.checkpoint !== undefined && { older: { checkpoint: kept.checkpoint } }),
  });
  if (!verdict.ok) throw new LogError(verdict.code, verdict.failure);
  for (const [path, bytes] of log) await writeBelow(folder, path, bytes);
  await writeBelow(folder, 'key', key);
  // Last: a folder with this checkpoint has everything that belongs to it.
  await writeBelow(folder, 'checkpoint', checkpoint);
  await removeOutgrown(verdict.proven.checkpoint.size, folder);
  const { entries = [], extends: older } = verdict.proven;
  return { checkpoint: verdict.proven.checkpoint, entries, ...(older && { extends: older }) };
}

async function fetchAll(client: Countersign, folder: string, paths: string[]) {
  const files = new Map<string, Uint8Array>();
  for (let at = 0; at < paths.length; at += AT_ONCE) {
    const some = paths.slice(at, at + AT_ONCE).map(async (path) => {
      const isFull = !path.includes('.p/');
      const kept = isFull ? await readOptional(join(folder, path)) : undefined;
      files.set(path, kept ?? (await fetchTile(client, path)));
    });
    await Promise.all(some);
  }
  return files;
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes && fromUtf8(bytes);
}
