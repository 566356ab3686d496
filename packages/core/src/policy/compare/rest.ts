import { detail } from './change.ts';
import type { Detail } from './change.ts';
import { label, words } from './words.ts';

/**
 * All values but those that are `told` by somebody who knows more about them: what each was and is,
 * and no word on what that does. So nothing that a policy comes to say goes unseen.
 */
export function compareRest<T extends object>(
  before: Partial<T>,
  after: T,
  told: readonly (keyof T)[],
  path = '',
): Detail[] {
  const was = new Map<string, unknown>(Object.entries(before));
  const is = new Map<string, unknown>(Object.entries(after));
  const known = new Set<PropertyKey>(told);
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [old, now] = [was.get(key), is.get(key)];
    // Functions are nothing here: what they are made of stands beside them.
    if (known.has(key) || JSON.stringify(old) === JSON.stringify(now)) return [];
    const what = path === '' ? label(key) : `${path} ${label(key)}`;
    return [detail(what, words(old, key), words(now, key))];
  });
}
