import type { Finding } from '../../yaml/fault.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { quote } from '../../text/quote.ts';

/** A window as it is written, of texts alone; `except` is as it stands. */
export type Written =
  | { kind: 'once'; from: string; to: string; zone: string }
  | {
      kind: 'recurring';
      start: string;
      rrule: string;
      for: string;
      zone: string;
      except: string[];
    };

type Result = { ok: true; written: Written } | { ok: false; faults: Finding[] };

const once = ['from', 'to', 'zone'];
const recurring = ['start', 'rrule', 'for', 'zone'];
const FORMS =
  'A window has "from", "to" and "zone", or "start", "rrule", "for" and "zone", and may have "except".';
const MAX_EXCEPT = 100;

/** Tells by the keys which kind it is. */
export function readShape(value: unknown): Result {
  if (!isMapping(value)) return { ok: false, faults: [{ path: [], message: FORMS }] };
  const isRecurring = ['start', 'rrule', 'for', 'except'].some((key) => Object.hasOwn(value, key));
  const isOnce = ['from', 'to'].some((key) => Object.hasOwn(value, key));
  if (isRecurring === isOnce) return { ok: false, faults: [{ path: [], message: FORMS }] };
  const keys = isRecurring ? recurring : once;
  const faults = [
    ...strangers(value, isRecurring ? [...keys, 'except'] : keys),
    ...keys.flatMap((key) => textFault(value, key)),
    ...exceptFaults(value['except']),
  ];
  if (faults.length > 0) return { ok: false, faults };
  const text = (key: string) => String(value[key]);
  const zone = text('zone');
  if (!isRecurring) {
    return { ok: true, written: { kind: 'once', from: text('from'), to: text('to'), zone } };
  }
  const except = Array.isArray(value['except']) ? value['except'].map(String) : [];
  return {
    ok: true,
    written: {
      kind: 'recurring',
      start: text('start'),
      rrule: text('rrule'),
      for: text('for'),
      zone,
      except,
    },
  };
}

function strangers(value: object, keys: string[]): Finding[] {
  return Object.keys(value)
    .filter((key) => !keys.includes(key))
    .map((key) => {
      const hint = didYouMean(key, keys) ?? `Known here: ${keys.join(', ')}.`;
      return { path: [key], at: 'key', message: `There is no key ${quote(key)} here.`, hint };
    });
}

function textFault(value: { [key: string]: unknown }, key: string): Finding[] {
  if (!Object.hasOwn(value, key)) {
    return [{ path: [], message: `The key ${quote(key)} is missing.` }];
  }
  if (typeof value[key] === 'string') return [];
  return [{ path: [key], message: 'This must be text.', hint: 'Put it in quotes.' }];
}

function exceptFaults(value: unknown): Finding[] {
  if (value === undefined) return [];
  const path = ['except'];
  if (!Array.isArray(value)) {
    return [{ path, message: 'This must be a list of dates, as in [2026-05-01].' }];
  }
  if (value.length > MAX_EXCEPT) {
    return [{ path, message: `A window has at most ${MAX_EXCEPT} exceptions.` }];
  }
  return value.flatMap((item, at) =>
    typeof item === 'string' ? [] : [{ path: [...path, at], message: 'This must be a date.' }],
  );
}

function isMapping(value: unknown): value is { [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
