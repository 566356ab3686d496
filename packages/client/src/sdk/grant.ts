import type { IssuedGrant } from '@countersign/core/wire/types';
import { isDigest } from '@countersign/core/digest';
import { CountersignError } from './error.ts';
import { isInstant, isObject } from './view.ts';

/** Takes an answer for the grant of this change only. By hand, as `readView` is. */
export function readGrant(value: unknown, digest: string): IssuedGrant {
  if (isGrant(value) && value.digest === digest) return value;
  throw new CountersignError(
    'bad_answer',
    'The service answered with something that is not the grant of this change. Nothing runs.',
  );
}

function isGrant(value: unknown): value is IssuedGrant {
  if (!isObject(value)) return false;
  const lists = [value['audience'], value['scope'], value['targets']];
  return (
    ['id', 'request', 'token'].every((name) => typeof value[name] === 'string') &&
    // Into an environment goes nothing but one word.
    /^[\x21-\x7e]+$/.test(String(value['token'])) &&
    isDigest(value['digest']) &&
    isInstant(value['expiresAt']) &&
    lists.every((list) => Array.isArray(list) && list.every((item) => typeof item === 'string'))
  );
}
