import type { LoadedConfig } from './config/load.ts';
import { makeKey, readKeys, writeKeys } from './issuer/issuer-key.ts';
import { readKeyFile } from './issuer/key-file.ts';
import { keyFileOf, leadOf } from './open-issuer.ts';

/**
 * The keys that sign grants, with one more: for replicas, which make none by themselves. It signs
 * once everybody has had the time to read it; the first one of all, at once.
 */
export function nextIssuerKeys(
  config: Pick<LoadedConfig, 'issuer' | 'data'>,
  now: number,
): { text: string; signsFrom: number } {
  const { keys: given, algorithm, cacheSeconds } = config.issuer;
  const text = given ?? readKeyFile(keyFileOf(config));
  const keys = text === null ? [] : readKeys(text);
  const signsFrom = keys.length === 0 ? now : now + leadOf(cacheSeconds);
  return { text: writeKeys([...keys, makeKey(algorithm, signsFrom)]), signsFrom };
}
