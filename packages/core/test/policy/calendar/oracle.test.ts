import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextWindow, windowAt } from '../../../src/policy/calendar/find.ts';
import { frozenMinutes, minutesOf, plusDays, type Minutes } from './oracle.ts';
import { windowOf } from './support.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

const changes: [zone: string, date: string][] = [
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Pacific/Apia', '2011-12-30'],
  ['Asia/Kathmandu', '2026-12-31'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['UTC', '2027-01-01'],
];

const tables = new Map<string, Minutes>();

function tableOf(zone: string, date: string): Minutes {
  const key = `${zone} ${date}`;
  const middle = Date.parse(date);
  const table = tables.get(key) ?? minutesOf(zone, middle - 4 * DAY, middle + 8 * DAY);
  tables.set(key, table);
  return table;
}

const clockTime = fc
  .tuple(fc.nat(23), fc.constantFrom(0, 15, 30, 45, 59), fc.boolean())
  .map(([hour, minute, night]) => [night ? hour % 4 : hour, minute])
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));

const recurrence = fc.record({
  change: fc.constantFrom(...changes),
  time: clockTime,
  startsBefore: fc.integer({ min: 0, max: 2 }),
  weekdays: fc.option(fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1, maxLength: 3 })),
  interval: fc.integer({ min: 1, max: 3 }),
  lasts: fc.record({
    days: fc.nat(2),
    hours: fc.nat(23),
    minutes: fc.integer({ min: 1, max: 59 }),
  }),
  leavesOut: fc.nat(8),
});

type Drawn = typeof recurrence extends fc.Arbitrary<infer T> ? T : never;

function weekdayOf(date: string): number {
  return new Date(`${date}T00:00Z`).getUTCDay();
}

/** The window as written, and the same for the oracle. */
function draw({ change, time, startsBefore, weekdays, interval, lasts, leavesOut }: Drawn) {
  const [zone, date] = change;
  const matches = (day: string) => weekdays === null || weekdays.includes(weekdayOf(day));
  let start = plusDays(`${date}T00:00`, -startsBefore).slice(0, 10);
  while (!matches(start)) start = plusDays(`${start}T00:00`, 1).slice(0, 10);
  // Three weekdays of less than two days each let up at some time in a week.
  const every = weekdays === null ? interval : 2;
  const days = Math.min(lasts.days, every - 1);
  const except = plusDays(`${start}T00:00`, leavesOut).slice(0, 10);
  const since = (day: string) => (Date.parse(day) - Date.parse(start)) / DAY;
  const recurs = (day: string) =>
    matches(day) && (weekdays !== null || since(day) % interval === 0);
  const leaves = leavesOut > 0 && recurs(except);
  const rrule =
    weekdays === null
      ? `FREQ=DAILY;INTERVAL=${interval}`
      : `FREQ=WEEKLY;BYDAY=${weekdays.map((day) => WEEKDAYS[day]).join(',')}`;
  return {
    zone,
    table: tableOf(zone, date),
    written: {
      zone,
      start: `${start}T${time}`,
      rrule,
      for: `${days}d${lasts.hours}h${lasts.minutes}m`,
      ...(leaves && { except: [except] }),
    },
    plan: {
      start,
      time,
      occurs: (day: string) => recurs(day) && !(leaves && day === except),
      days,
      minutes: lasts.hours * 60 + lasts.minutes,
    },
  };
}

describe('a window', () => {
  it('freezes the minutes that a minute-by-minute look at the clocks says', () => {
    fc.assert(
      fc.property(recurrence, (drawn) => {
        const { table, written, plan } = draw(drawn);
        const frozen = frozenMinutes(table, plan);
        const window = windowOf(written);
        // What begins near the end of the table may end beyond it, and so is left out.
        const wrong = frozen.slice(0, -4 * 1_440).flatMap((isFrozen, at) => {
          const ms = table.from + at * MINUTE;
          return (windowAt(window, ms) !== undefined) === isFrozen
            ? []
            : [new Date(ms).toISOString()];
        });
        expect(wrong).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  it('that contains a moment begins at or before it, ends after it, and is whole', () => {
    fc.assert(
      fc.property(recurrence, fc.integer({ min: -9 * DAY, max: 400 * DAY }), (drawn, offset) => {
        const { written } = draw(drawn);
        const window = windowOf(written);
        const moment = Date.parse(drawn.change[1]) + offset;
        const span = windowAt(window, moment);
        if (span === undefined) return;
        expect(span.from <= moment && moment < span.to).toBe(true);
        expect(windowAt(window, span.from)).toEqual(span);
        expect(windowAt(window, span.to - 1)).toEqual(span);
        expect(windowAt(window, span.from - 1)).toBeUndefined();
        expect(windowAt(window, span.to)).toBeUndefined();
      }),
    );
  });

  it('that comes next begins later, with nothing frozen in between', () => {
    fc.assert(
      fc.property(recurrence, fc.integer({ min: -400 * DAY, max: 9 * DAY }), (drawn, offset) => {
        const { written } = draw(drawn);
        const window = windowOf(written);
        const moment = Date.parse(drawn.change[1]) + offset;
        const next = nextWindow(window, moment);
        if (next === undefined) throw new Error('It recurs for ever.');
        expect(next.from).toBeGreaterThan(moment);
        expect(windowAt(window, next.from)).toEqual(next);
        const free = windowAt(window, moment)?.to ?? moment;
        expect(windowAt(window, Math.floor((free + next.from) / 2))).toBeUndefined();
        expect(nextWindow(window, next.from - 1)).toEqual(next);
      }),
    );
  });
});
