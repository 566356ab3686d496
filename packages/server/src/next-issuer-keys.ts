import type { LoadedConfig } from './config/load.ts';
import { makeKey, readKeys, writeKeys } from './issuer/issuer-key.ts';
import { readKeyFile } from './issuer/key-file.ts';
import { standings } from './issuer/key-ring.ts';
import { keyFileOf, timingOf } from './open-issuer.ts';

/** Replicas may have been slow to take over the one after it. */
const KEEP_OVER_MS = 7 * 86_400_000;

/**
 * The keys that sign grants, with one more: for replicas, which make none by themselves. It signs
 * once everybody has had the time to read it; the first one of all, at once. Keys whose grants are
 * long over are left out.
 */
export function nextIssuerKeys(
  config: Pick<LoadedConfig, 'issuer' | 'data'>,
  now: number,
): { text: string; signsFrom: number } {
  const { keys: given, algorithm } = config.issuer;
  const timing = timingOf(config.issuer);
  const text = given ?? readKeyFile(keyFileOf(config));
  const keys = text === null ? [] : readKeys(text);
  const signsFrom = keys.length === 0 ? now : now + timing.leadMs;
  const kept = standings(keys, now - KEEP_OVER_MS, timing).flatMap(({ key, standing }) =>
    standing === 'over' ? [] : [key],
  );
  return { text: writeKeys([...kept, makeKey(algorithm, signsFrom)]), signsFrom };
}
