import { detail } from './change.ts';
import type { Detail } from './change.ts';
import { label, words } from './words.ts';

/** All that nobody has said more about: what it was and is, and no word on what that does. */
export function compareRest(before: object, after: object, path = ''): Detail[] {
  const was = new Map<string, unknown>(Object.entries(before));
  const is = new Map<string, unknown>(Object.entries(after));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [old, now] = [was.get(key), is.get(key)];
    if (JSON.stringify(old) === JSON.stringify(now)) return [];
    const what = path === '' ? label(key) : `${path} ${label(key)}`;
    return [detail(what, words(old, key), words(now, key))];
  });
}
