import { occurrencesAround } from './occurrences.ts';
import { countBegun } from './spans.ts';
import { FIRST_YEAR, LAST_YEAR, type Span, type Window } from './window.ts';

/** The time that contains this moment, whole: occurrences that touch or overlap are one. */
export function windowAt(window: Window, atMs: number): Span | undefined {
  const spans = within(window, yearOf(atMs));
  const span = spans[countBegun(spans, atMs) - 1];
  return span !== undefined && atMs < span.to ? span : undefined;
}

/** The first time that begins after this moment. */
export function nextWindow(window: Window, atMs: number): Span | undefined {
  const year = Math.max(yearOf(atMs), FIRST_YEAR);
  for (let ahead = year; ahead <= LAST_YEAR; ahead++) {
    const spans = within(window, ahead);
    const next = spans[countBegun(spans, atMs)];
    // A view shows the whole of what reaches into its own year alone.
    if (next !== undefined) return windowAt(window, next.from);
    if (window.kind === 'once' || endsBefore(window.last, ahead)) return undefined;
  }
  return undefined;
}

/** True if it lies wholly in the past, and so freezes nothing any more. */
export function isOver(window: Window, atMs: number): boolean {
  return windowAt(window, atMs) === undefined && nextWindow(window, atMs) === undefined;
}

function within(window: Window, year: number): readonly Span[] {
  if (window.kind === 'once') return [{ from: window.from, to: window.to }];
  // The last window may reach beyond the years.
  if (year < FIRST_YEAR - 1 || year > LAST_YEAR + 1) return [];
  return occurrencesAround(window, year);
}

function endsBefore(last: string | undefined, year: number): boolean {
  return last !== undefined && Number(last.slice(0, 4)) < year;
}

function yearOf(atMs: number): number {
  return new Date(atMs).getUTCFullYear();
}
