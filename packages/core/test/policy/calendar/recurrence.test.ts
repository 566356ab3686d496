import { describe, expect, it } from 'vitest';
import { isOver, nextWindow, windowAt } from '../../../src/policy/calendar/find.ts';
import { at, shown, windowOf } from './support.ts';

// By hand with a calendar; the rules are those of RFC 5545, 3.8.5.3, where it has one alike.
const series: [rrule: string, start: string, dates: string][] = [
  ['FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=FR', '2026-01-02', '01-02 01-16 01-30 02-13'],
  ['FREQ=MONTHLY;BYDAY=1FR', '2026-01-02', '01-02 02-06 03-06 04-03'],
  ['FREQ=MONTHLY;BYDAY=-1FR', '2026-01-30', '01-30 02-27 03-27 04-24'],
  ['FREQ=MONTHLY;BYMONTHDAY=-3', '2026-01-29', '01-29 02-26 03-29 04-28'],
  ['FREQ=MONTHLY;BYMONTHDAY=31', '2026-01-31', '01-31 03-31 05-31 07-31'],
  ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '2026-01-30', '01-30 02-27 03-31 04-30'],
  ['FREQ=YEARLY;BYMONTH=6,7', '2026-06-02', '06-02 07-02 06-02 07-02'],
  ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO', '2026-05-11', '05-11 05-17 05-15 05-14'],
  ['FREQ=YEARLY;BYYEARDAY=-1,60', '2026-03-01', '03-01 12-31 03-01 12-31'],
  ['FREQ=YEARLY', '2028-02-29', '02-29 02-29 02-29 02-29'],
  ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', '2026-02-13', '02-13 03-13 11-13 08-13'],
];

describe('a recurrence', () => {
  it.each(series)('%s from %s', (rrule, start, dates) => {
    const window = windowOf({ zone: 'UTC', start: `${start}T09:00`, rrule, for: '1h' });
    let moment = at('2026-01-01T00:00Z');
    const found = dates.split(' ').map(() => {
      moment = nextWindow(window, moment)?.from ?? Number.NaN;
      return new Date(moment).toISOString().slice(5, 10);
    });
    expect(found.join(' ')).toBe(dates);
  });

  const fridays = { zone: 'Europe/Berlin', start: '2026-10-02T16:00', for: '64h' };

  it('ends with its COUNT, in which exceptions are counted', () => {
    const window = windowOf({ ...fridays, rrule: 'FREQ=WEEKLY;COUNT=3', except: ['2026-10-09'] });
    const second = nextWindow(window, at('2026-10-03T00:00Z'));
    expect(shown(second)).toEqual(['2026-10-16T14:00Z', '2026-10-19T06:00Z']);
    expect(nextWindow(window, at('2026-10-16T14:00Z'))).toBeUndefined();
  });

  it.each([
    ['20261009', true],
    ['20261008', false],
    ['20261009T140000Z', true],
    ['20261009T135959Z', false],
  ])('that ends with UNTIL=%s has a second occurrence: %s', (until, hasSecond) => {
    const window = windowOf({ ...fridays, rrule: `FREQ=WEEKLY;UNTIL=${until}` });
    expect(windowAt(window, at('2026-10-09T14:00Z')) !== undefined).toBe(hasSecond);
  });

  it('is one time where occurrences touch or overlap, over the turn of the year, too', () => {
    const days = { zone: 'Europe/Berlin', start: '2026-12-24T00:00', for: '1d' };
    const window = windowOf({ ...days, rrule: 'FREQ=DAILY;COUNT=12' });
    const whole = ['2026-12-23T23:00Z', '2027-01-04T23:00Z'];
    expect(shown(windowAt(window, at('2027-01-01T00:00Z')))).toEqual(whole);
    expect(shown(nextWindow(window, at('2026-01-01T00:00Z')))).toEqual(whole);
  });

  it('is over once its last occurrence has ended', () => {
    const window = windowOf({ ...fridays, rrule: 'FREQ=WEEKLY;COUNT=1' });
    expect(isOver(window, at('2026-10-05T05:59Z'))).toBe(false);
    expect(isOver(window, at('2026-10-05T06:00Z'))).toBe(true);
  });
});
