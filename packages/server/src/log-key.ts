import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { keyPair, parseSigningKey } from '@countersign/core/log/key';

/**
 * The key that signs the log's checkpoints (`PRIVATE+KEY+…`). Made at the first start, readable by
 * its owner only; several replicas share one through `log.key` in the configuration.
 */
export function loadLogKey(name: string, path: string): ReturnType<typeof parseSigningKey> {
  const signer = parseSigningKey((readKey(path) ?? makeKey(name, path)).trim());
  if (signer.name === name) return signer;
  throw new Error(
    `${path} is the key of the log “${signer.name}”, and the configuration names it “${name}”. Set log.name back, or start a new log in another data directory.`,
  );
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
