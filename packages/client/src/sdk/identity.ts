import type { IdentityView, NewKey } from '@countersign/core/wire/identity-types';
import { CountersignError } from './error.ts';
import { isInstant, isObject } from './view.ts';

/** An identity of the register. By hand, as {@link readView} is. */
export function readIdentity(value: unknown): IdentityView {
  if (isIdentity(value)) return value;
  throw bad('an identity');
}

/** A page of the register. */
export function readIdentities(value: unknown): { items: IdentityView[]; next?: string } {
  const { items, next } = isObject(value) ? value : {};
  if (!Array.isArray(items) || !items.every(isIdentity)) throw bad('a list of identities');
  return typeof next === 'string' ? { items, next } : { items };
}

export function readNewKey(value: unknown): NewKey {
  const { key, id, identity } = isObject(value) ? value : {};
  // Into a terminal goes nothing but one word.
  if (typeof key === 'string' && /^csk_\w+$/.test(key) && typeof id === 'string') {
    return { key, id, identity: readIdentity(identity) };
  }
  throw bad('a key');
}

function isIdentity(value: unknown): value is IdentityView {
  if (!isObject(value)) return false;
  return (
    ['id', 'name', 'source', 'standing'].every((name) => typeof value[name] === 'string') &&
    ['stale', 'unused'].every((name) => typeof value[name] === 'boolean') &&
    ['owner', 'purpose'].every((name) => ['string', 'undefined'].includes(typeof value[name])) &&
    (value['lastSeen'] === undefined || isInstant(value['lastSeen'])) &&
    isListOf(value['differences'], isText) &&
    (value['actions'] === undefined || isListOf(value['actions'], isText)) &&
    isListOf(value['keys'], (key) => isObject(key) && isText(key['id'])) &&
    isListOf(value['oidc'], (one) => isObject(one) && isText(one['issuer']))
  );
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function bad(what: string): CountersignError {
  return new CountersignError(
    'bad_answer',
    `The service answered with something that is not ${what}.`,
  );
}
