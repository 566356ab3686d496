import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { readKeyFile, writeKeyFile } from './issuer/key-file.ts';
import { StartError } from './start-error.ts';

/** The key that secrets are sealed under: 32 bytes. Throws a StartError where there is none. */
export function readSealKey(path: string): Uint8Array {
  const text = readKeyFile(path);
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
  if (readKeyFile(path) === null) {
    writeKeyFile(path, `${randomBytes(32).toString('base64url')}\n`, { isNew: true });
  }
  return readSealKey(path);
}
