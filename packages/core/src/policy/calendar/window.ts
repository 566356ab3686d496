import type { Finding } from '../../yaml/fault.ts';

/** Stands in a policy as one period, its ends in epoch milliseconds. */
type Once = { readonly kind: 'once'; readonly from: number; readonly to: number };

/** Stands in a policy as a recurrence; the library and the zone's rules say when it occurs. */
export type Recurrence = {
  readonly kind: 'recurring';
  readonly zone: string;
  /** Date of the first occurrence, and the wall clock time at which each begins: `HH:MM`. */
  readonly start: string;
  readonly time: string;
  /** RFC 5545 recurrence rule without its end: `COUNT` and `UNTIL` became `last`. */
  readonly rule: string;
  /** Date after which no occurrence begins. */
  readonly last: string | undefined;
  readonly lasting: Lasting;
  /** Dates on which no occurrence begins. */
  readonly except: readonly string[];
};

/** Days are nominal and end at the same wall clock time; minutes are exact (RFC 5545, 3.3.6). */
export type Lasting = { readonly days: number; readonly minutes: number };

/** A time in which nothing changes. Plain data; `zone` is an IANA name. */
export type Window = { readonly name: string; readonly zone: string } & (Once | Recurrence);

export type WindowResult = { ok: true; window: Window } | { ok: false; faults: Finding[] };

/** From the first to before the last, in epoch milliseconds. */
export type Span = { readonly from: number; readonly to: number };

/** Windows lie within these years; before and after, nothing is frozen. */
export const FIRST_YEAR = 2000;
export const LAST_YEAR = 2099;
