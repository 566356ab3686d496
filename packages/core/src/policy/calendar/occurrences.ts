import { datesOf, type Dates } from './dates.ts';
import { firstDayOf } from './days.ts';
import { daysIn } from './lasting.ts';
import { merge } from './spans.ts';
import { spanFrom } from './wall.ts';
import { FIRST_YEAR, LAST_YEAR, type Recurrence, type Span } from './window.ts';

const DAY = 86_400_000;

type Memory = { dates: Dates; years: Map<number, Span[]>; around: Map<number, Span[]> };

// What follows from a window alone, so that nobody can tell that it is remembered.
const memories = new WeakMap<Recurrence, Memory>();

/**
 * The merged occurrences of a recurrence that lie within a year (UTC), and the whole of those that
 * reach into it; a few before and after it, too. At most what 100 years hold, once.
 */
export function occurrencesAround(recurrence: Recurrence, year: number): readonly Span[] {
  const memory = memoryOf(recurrence);
  const known = memory.around.get(year);
  if (known !== undefined) return known;
  const spans = untilTheyLetUp(recurrence, memory, year);
  memory.around.set(year, spans);
  return spans;
}

/** Widens the years that are looked at for as long as something may go on beyond them. */
function untilTheyLetUp(recurrence: Recurrence, memory: Memory, year: number): Span[] {
  const reach = (daysIn(recurrence.lasting) + 2) * DAY;
  let first = year - 1;
  let last = year + 1;
  for (;;) {
    const spans = merge(yearsOf(recurrence, memory, first, last));
    const inYear = spans.filter(
      ({ from, to }) => to > Date.UTC(year, 0, 1) && from < Date.UTC(year + 1, 0, 1),
    );
    const [earliest] = inYear;
    const latest = inYear.at(-1);
    const goesBack = earliest && earliest.from < Date.UTC(first, 0, 1) + reach;
    const goesOn = latest && latest.to > Date.UTC(last + 1, 0, 1) - 2 * DAY;
    if ((!goesBack || first <= FIRST_YEAR) && (!goesOn || last >= LAST_YEAR)) return spans;
    if (goesBack) first--;
    if (goesOn) last++;
  }
}

function yearsOf(recurrence: Recurrence, memory: Memory, first: number, last: number): Span[] {
  const spans: Span[] = [];
  for (let year = Math.max(first, FIRST_YEAR); year <= Math.min(last, LAST_YEAR); year++) {
    spans.push(...yearOf(recurrence, memory, year));
  }
  return spans;
}

function yearOf(recurrence: Recurrence, { dates, years }: Memory, year: number): Span[] {
  const known = years.get(year);
  if (known !== undefined) return known;
  const { zone, time, lasting, last, except } = recurrence;
  const spans =
    last !== undefined && year > Number(last.slice(0, 4))
      ? []
      : dates(firstDayOf(year), firstDayOf(year + 1))
          .filter((date) => (last === undefined || date <= last) && !except.includes(date))
          .map((date) => spanFrom(zone, `${date}T${time}`, lasting));
  years.set(year, spans);
  return spans;
}

function memoryOf(recurrence: Recurrence): Memory {
  const known = memories.get(recurrence);
  if (known !== undefined) return known;
  const dates = datesOf(recurrence.rule, recurrence.start);
  const memory: Memory = { dates, years: new Map(), around: new Map() };
  memories.set(recurrence, memory);
  return memory;
}
