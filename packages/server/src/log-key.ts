import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { openCheckpoint } from '@countersign/core/log/checkpoint';
import { LogError } from '@countersign/core/log/error';
import { keyPair, parseSigningKey, parseVerifierKey } from '@countersign/core/log/key';
import { StartError } from './start-error.ts';

type LogKey = ReturnType<typeof parseSigningKey>;

/**
 * The key that signs the log's checkpoints (`PRIVATE+KEY+…`). Made at the first start, readable by
 * its owner only; every replica needs a copy of the same file.
 */
export function loadLogKey(name: string, path: string): LogKey {
  const signer = parseSigningKey((readKey(path) ?? makeKey(name, path)).trim());
  if (signer.name === name) return signer;
  throw new StartError(
    `${path} is the key of the log “${signer.name}”, and the configuration names it “${name}”. Set log.name back, or start a new log in another data directory.`,
  );
}

/** A log goes on under the key that it began with: whoever verifies it knows no other. */
export function assertSameLog({ vkey }: LogKey, latest: { note: string } | null, path: string) {
  if (latest === null) return;
  try {
    openCheckpoint(latest.note, parseVerifierKey(vkey));
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    throw new StartError(
      `The log in the store was not signed with the key in ${path}. Put the key that it began with there, from the backup or from another replica.`,
      { cause: error },
    );
  }
}

function readKey(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function makeKey(name: string, path: string): string {
  const { signingKey, vkey } = keyPair(name, randomBytes(32));
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // "wx": of two processes that start at once, one makes the key and the other fails loudly.
  writeFileSync(path, `${signingKey}\n`, { mode: 0o600, flag: 'wx' });
  writeFileSync(`${path}.pub`, `${vkey}\n`);
  return signingKey;
}
