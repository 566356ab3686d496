import type { Finding } from '../../yaml/fault.ts';
import { quote } from '../../text/quote.ts';
import { datesOf, type Dates } from './dates.ts';
import { dateOf, dayOf } from './days.ts';
import { nextWindow } from './find.ts';
import { daysIn, readLasting } from './lasting.ts';
import { lastDate } from './last-date.ts';
import { readRule } from './rule.ts';
import type { Written } from './shape.ts';
import { isDate } from './wall.ts';
import type { Window, WindowResult } from './window.ts';

const DAY = 86_400_000;
const YEAR = 365 * DAY;
// How far the nearest occurrence is looked for, to name it in a hint: some years, for leap days.
const LOOK_DAYS = 5 * 366;

/** Texts of the right shape, the zone and the start known to be good. */
export function compileRecurrence(
  name: string,
  written: Written & { kind: 'recurring' },
): WindowResult {
  const read = readRule(written.rrule);
  const lasting = readLasting(written.for);
  const faults: Finding[] = [];
  if (!read.ok) faults.push(fault(['rrule'], read.message, read.hint));
  if (lasting === undefined) faults.push(fault(['for'], NO_LASTING, LASTING_HINT));
  if (!read.ok || lasting === undefined) return { ok: false, faults };
  const { rule } = read;
  if (daysIn(lasting) > rule.periodDays) {
    const message = 'The window is longer than the time from one occurrence to the next.';
    return failed(['for'], message, 'Let it recur less often, with a longer "for" if need be.');
  }
  const [start = '', time = ''] = written.start.split('T');
  const dates = attempt(() => datesOf(rule.recurs, start));
  if (!dates.ok) return failed(['rrule'], `This is no rule of RFC 5545: ${dates.message}.`);
  const startFault = attempt(() => outOfStep(dates.value, start));
  if (!startFault.ok) return failed(['rrule'], 'This rule does not recur within reach.');
  if (startFault.value) return { ok: false, faults: [startFault.value] };
  const last = lastDate(rule, dates.value, { start, time, zone: written.zone });
  if (!last.ok) return failed(['rrule'], last.message, last.hint);
  const exceptions = exceptFaults(written.except, dates.value, last.date);
  if (exceptions.length > 0) return { ok: false, faults: exceptions };
  const window: Window = {
    kind: 'recurring',
    name,
    zone: written.zone,
    start,
    time,
    rule: rule.recurs,
    last: last.date,
    lasting,
    except: [...new Set(written.except)],
  };
  return ever(window, dayOf(start));
}

const NO_LASTING = 'This is not how long a window lasts.';
const LASTING_HINT =
  'It is 1m to 92d, written as in 64h, 2d12h or 1w: days end at the same time of day, hours are exact.';

/** By RFC 5545 the start is the first occurrence; else it would be undefined what it is. */
function outOfStep(dates: Dates, start: string): Finding | undefined {
  const day = dayOf(start);
  for (let from = day; from < day + LOOK_DAYS; from += 366) {
    const [first] = dates(from, from + 366);
    if (first === start) return undefined;
    if (first === undefined) continue;
    return fault(
      ['start'],
      'The rule does not occur on the date of its start.',
      `It does on ${first}.`,
    );
  }
  const message = 'This window never occurs: no date satisfies the rule.';
  return fault(['rrule'], message, 'Look for a day that its month does not have.');
}

function exceptFaults(except: string[], dates: Dates, last: string | undefined): Finding[] {
  return except.flatMap((date, at) => {
    const path = ['except', at];
    if (!isDate(date))
      return [fault(path, `There is no date ${quote(date)}.`, 'As in 2026-05-01.')];
    const day = dayOf(date);
    const occurs = dates(day, day + 1).length > 0 && (last === undefined || date <= last);
    if (occurs) return [];
    const [next] = dates(day, day + 366);
    const hint = next === undefined || (last !== undefined && next > last) ? undefined : next;
    const message = `No occurrence begins on ${date}.`;
    return [fault(path, message, hint && `The next one begins on ${hint}.`)];
  });
}

/** The window, if it occurs at all and lets up. */
function ever(window: Window, startDay: number): WindowResult {
  const first = nextWindow(window, (startDay - 2) * DAY);
  if (first === undefined) {
    return failed(['except'], 'This window never occurs: each occurrence is an exception.');
  }
  const next = nextWindow(window, first.from);
  if ([first, next].some((span) => span && span.to - span.from >= YEAR)) {
    const message = `This window never lets up: from ${dateOf(Math.floor(first.from / DAY))}, each occurrence reaches into the next.`;
    return failed(['for'], message, 'To refuse at all times, write a rule that refuses.');
  }
  return { ok: true, window };
}

type Attempt<T> = { ok: true; value: T } | { ok: false; message: string };

function attempt<T>(action: () => T): Attempt<T> {
  try {
    return { ok: true, value: action() };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

function fault(path: (string | number)[], message: string, hint?: string): Finding {
  return hint === undefined ? { path, message } : { path, message, hint };
}

function failed(path: string[], message: string, hint?: string): WindowResult {
  return { ok: false, faults: [fault(path, message, hint)] };
}
