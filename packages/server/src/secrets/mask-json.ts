import { masked as maskedText } from '@countersign/core/text/masked';
import type { Json } from '@countersign/core/wire/json';
import type { Found, Mask } from './mask.ts';
import { isReference, secretName } from './rules.ts';

/**
 * Replaces secrets in every text of a JSON value, names included. A text whose name says that it is a
 * secret (`"password"`, or the argument before it, `--token`) goes whole. The shape of the value stays.
 */
export async function maskJson<T>(mask: Mask, json: T): Promise<{ value: T; found: Found }> {
  // Typed by its schema, which says members that may be left out in another way than Json does.
  const value = json as Json;
  const texts: string[] = [];
  mapTexts(value, (text) => {
    texts.push(text);
    return text;
  });
  // One scan for all: masking keeps the lines, so each text is found again by its number of lines.
  const { text, found } = await mask(texts.join('\n'));
  const lines = text.split('\n');
  let at = 0;
  const scanned = mapTexts(value, (original) => {
    const start = at;
    at += original.split('\n').length;
    return lines.slice(start, at).join('\n');
  });
  const { value: masked, count } = hideNamed(scanned);
  // Only texts were exchanged for texts, but for numbers under the name of a secret.
  const shaped = masked as unknown as T;
  return { value: shaped, found: count === 0 ? found : [...found, { rule: 'secret-name', count }] };
}

/** Every text of a value, names included, in a fixed order. */
function mapTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).map(([name, member]): [string, Json] => [
    change(name),
    mapTexts(member, change),
  ]);
  return withoutCollisions(members);
}

/** Two names that became one must not make one value hide another. */
function withoutCollisions(members: [string, Json][]): { [name: string]: Json } {
  const taken = new Set<string>();
  const unique = members.map(([name, member]): [string, Json] => {
    let free = name;
    for (let n = 2; taken.has(free); n++) free = `${name} ${n}`;
    taken.add(free);
    return [free, member];
  });
  return Object.fromEntries(unique);
}

const hidden = maskedText('secret-name');
const flag = /^--?[\w-]+$/u;

function hideNamed(value: Json): { value: Json; count: number } {
  let count = 0;

  function hide(member: Json): Json {
    const telling = typeof member === 'number' || (typeof member === 'string' && isTelling(member));
    if (!telling) return walk(member);
    count++;
    return hidden;
  }

  function walk(member: Json): Json {
    if (Array.isArray(member)) {
      return member.map((item, i) => {
        const before = member[i - 1];
        const named = typeof before === 'string' && flag.test(before) && secretName.test(before);
        return named && !(typeof item === 'string' && flag.test(item)) ? hide(item) : walk(item);
      });
    }
    if (member === null || typeof member !== 'object') return member;
    const pairs = Object.entries(member).map(([name, inner]): [string, Json] => [
      name,
      secretName.test(name) ? hide(inner) : walk(inner),
    ]);
    return Object.fromEntries(pairs);
  }

  return { value: walk(value), count };
}

/** Not empty, not masked already, and not just the place where the secret will come from. */
function isTelling(text: string): boolean {
  return text !== '' && !isReference(text);
}
