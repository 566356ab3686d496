import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartError } from './start-error.ts';

/** The key that secrets are sealed under: 32 bytes. Throws a StartError where there is none. */
export function readSealKey(path: string): Uint8Array {
  const text = read(path);
  if (text === null) {
    throw new StartError(
      `${path}, the key of sealed secrets, is not there. Put it back from the backup or from another replica; countersign-server seal makes the first one.`,
    );
  }
  const key = Buffer.from(text.trim(), 'base64url');
  if (key.length !== 32) throw new StartError(`${path} is not the key of sealed secrets.`);
  if ((statSync(path).mode & 0o077) !== 0) {
    throw new StartError(`${path} can be read by others: chmod 600 ${path}`);
  }
  return key;
}

/** Made where there is none, readable by its owner only. */
export function readOrMakeSealKey(path: string): Uint8Array {
  if (read(path) === null) make(path);
  return readSealKey(path);
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function make(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const text = `${randomBytes(32).toString('base64url')}\n`;
  writeFileSync(draft, text, { mode: 0o600, flag: 'wx', flush: true });
  try {
    // Takes its name whole or not at all, and never another key's.
    linkSync(draft, path);
  } finally {
    rmSync(draft);
  }
}
