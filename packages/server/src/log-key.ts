import { randomBytes } from 'node:crypto';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { openCheckpoint } from '@countersign/core/log/checkpoint';
import { LogError } from '@countersign/core/log/error';
import { keyPair, parseSigningKey, parseVerifierKey } from '@countersign/core/log/key';
import { nativeEd25519 } from './ed25519.ts';
import { readKeyFile, writeKeyFile } from './issuer/key-file.ts';
import type { LogStore } from './ports/log-store.ts';
import { StartError } from './start-error.ts';

type LogKey = ReturnType<typeof parseSigningKey>;

/**
 * The key that signs the log's checkpoints (`PRIVATE+KEY+…`). Made at the first start, readable by
 * its owner only; every replica needs a copy of the same file.
 */
export function loadLogKey(name: string, path: string): LogKey & { isNew: boolean } {
  const kept = usable(() => readKeyFile(path));
  const text = kept ?? usable(() => makeKey(name, path));
  return { ...signerOf(name, path, text), isNew: kept === null };
}

/** Whether any user of the machine could sign a log in this one's name. A group may have been meant. */
export function isOpenToAll(path: string): boolean {
  return (statSync(path).mode & 0o007) !== 0;
}

/** Throws what a start would; makes nothing. */
export function checkLogKey(name: string, path: string): void {
  const text = usable(() => readKeyFile(path));
  if (text !== null) signerOf(name, path, text);
}

function signerOf(name: string, path: string, text: string): LogKey {
  const signer = parse(text, path);
  if (signer.name === name) return signer;
  throw new StartError(
    `${path} is the key of the log “${signer.name}”, and the configuration names it “${name}”. Set log.name back, or start a new log in another data directory.`,
  );
}

function usable<T>(text: () => T): T {
  try {
    return text();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(
      `The log's key can't be read or made: ${reason}. Set data in the configuration, or COUNTERSIGN_DATA, to a folder that the service's user may read and write.`,
      { cause: error },
    );
  }
}

function parse(text: string, path: string): LogKey {
  try {
    return parseSigningKey(text.trim(), nativeEd25519);
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    throw new StartError(
      `${path} holds no key of a log, which is one line that begins with PRIVATE+KEY+. Put the backup in its place.`,
      { cause: error },
    );
  }
}

/**
 * A log goes on under the key that it began with: whoever verifies it knows no other. One that was
 * made for nothing is not left where the right one belongs.
 */
export async function assertSameLog(
  { vkey, isNew }: { vkey: string; isNew: boolean },
  log: Pick<LogStore, 'latest' | 'beginWith'>,
  path: string,
): Promise<void> {
  const latest = await log.latest();
  // A log may be older than the note of its key.
  const isSame =
    (latest === null || isSigned(latest, vkey)) && (await log.beginWith(vkey)) === vkey;
  if (isSame) return;
  if (isNew) {
    for (const file of [path, `${path}.pub`]) rmSync(file, { force: true });
    throw new StartError(
      `There is no key in ${path}, and the log in the store began with one. Put it there, from the backup or from another replica.`,
    );
  }
  throw new StartError(
    `The log in the store began with another key than the one in ${path}. Put the key that it began with there, from the backup or from another replica.`,
  );
}

function isSigned({ note }: { note: string }, vkey: string): boolean {
  try {
    openCheckpoint(note, parseVerifierKey(vkey));
    return true;
  } catch (error) {
    if (error instanceof LogError) return false;
    throw error;
  }
}

function makeKey(name: string, path: string): string {
  const { signingKey, vkey } = keyPair(name, randomBytes(32), nativeEd25519);
  writeKeyFile(path, `${signingKey}\n`, { isNew: true });
  writeFileSync(`${path}.pub`, `${vkey}\n`);
  return signingKey;
}
