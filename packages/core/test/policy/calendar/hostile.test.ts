import { describe, expect, it } from 'vitest';
import { compileWindow } from '../../../src/policy/calendar/compile.ts';
import { nextWindow, windowAt } from '../../../src/policy/calendar/find.ts';
import { faultsOf } from './support.ts';

const base = { zone: 'Europe/Berlin', start: '2026-01-02T16:00', for: '1h' };

const refused: [rrule: string, message: RegExp][] = [
  ['FREQ=SECONDLY', /FREQ is DAILY/],
  ['FREQ=MINUTELY', /FREQ is DAILY/],
  ['FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30', /FREQ is DAILY/],
  ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31', /never occurs/],
  ['FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31', /never occurs/],
  ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', /never occurs/],
  ['FREQ=MONTHLY;BYDAY=1TH;BYSETPOS=2', /never occurs/],
  ['FREQ=YEARLY;BYSETPOS=366;BYYEARDAY=1', /never occurs/],
  ['FREQ=YEARLY;BYWEEKNO=53;BYYEARDAY=100', /never occurs/],
  ['FREQ=DAILY;COUNT=999999999', /COUNT is at most/],
  ['FREQ=YEARLY;COUNT=400', /within 20 years/],
  ['FREQ=DAILY;BYMONTH=1;BYDAY=FR;COUNT=400', /within 20 years/],
  ['FREQ=DAILY;INTERVAL=999999999', /ten years/],
  ['FREQ=YEARLY;INTERVAL=400', /ten years/],
  [`FREQ=WEEKLY;BYDAY=${'FR,'.repeat(100)}FR`, /256 characters/],
  [`FREQ=YEARLY;BYYEARDAY=${Array.from({ length: 30 }, (_, at) => at + 1).join(',')}`, /BYYEARDAY/],
];

describe('a rule that would keep us busy is refused:', () => {
  it.each(refused)('%s', (rrule, message) => {
    expect(faultsOf({ ...base, rrule }).join('\n')).toMatch(message);
  });
});

const taken = [
  'FREQ=DAILY',
  'FREQ=DAILY;INTERVAL=3660',
  'FREQ=DAILY;UNTIL=99991231',
  'FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=2;BYDAY=FR',
  'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=2;INTERVAL=3',
  'FREQ=YEARLY;BYWEEKNO=1;BYDAY=FR',
  'FREQ=YEARLY;BYYEARDAY=2,100,200,-1',
];

describe('whatever is taken', () => {
  it.each(taken)('answers in every year, and for ever: %s', (rrule) => {
    const result = compileWindow('freeze', { ...base, rrule });
    if (!result.ok) throw new Error(result.faults[0]?.message);
    for (const ms of [-8.64e15, 8.64e15, Date.UTC(1999, 11, 31), Date.UTC(2100, 5, 1)]) {
      expect(windowAt(result.window, ms)).toBeUndefined();
    }
    expect(nextWindow(result.window, 8.64e15)).toBeUndefined();
    let moment = -8.64e15;
    let found = 0;
    for (;;) {
      const next = nextWindow(result.window, moment);
      if (next === undefined) break;
      expect(next.from).toBeGreaterThan(moment);
      moment = next.from;
      found++;
    }
    expect(found).toBeGreaterThan(5);
    expect(found).toBeLessThan(75 * 366);
    expect(moment).toBeLessThan(Date.UTC(2100, 0, 2));
  });
});
