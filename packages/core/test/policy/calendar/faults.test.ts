import { describe, expect, it } from 'vitest';
import { faultsOf } from './support.ts';

const zone = 'Europe/Berlin';
const weekly = { zone, start: '2026-01-02T16:00', rrule: 'FREQ=WEEKLY;BYDAY=FR', for: '64h' };
const FORMS =
  ': A window has "from", "to" and "zone", or "start", "rrule", "for" and "zone", and may have "except".';

const cases: [says: string, written: unknown, faults: string[]][] = [
  ['is no mapping', 'weekend', [FORMS]],
  ['is of both kinds', { ...weekly, from: '2026-01-02T16:00' }, [FORMS]],
  [
    'lacks a key and has a stranger',
    { start: '2026-01-02T16:00', rrule: 'FREQ=WEEKLY', fro: '64h', zone },
    ['fro: There is no key "fro" here. Did you mean "for"?', ': The key "for" is missing.'],
  ],
  [
    'has a number for a text',
    { ...weekly, for: 64 },
    ['for: This must be text. Put it in quotes.'],
  ],
  [
    'has a misspelt zone',
    { ...weekly, zone: 'Europe/Berln' },
    ['zone: There is no time zone "Europe/Berln". Did you mean "Europe/Berlin"?'],
  ],
  [
    'ends before it starts',
    { zone, from: '2026-12-20T18:00', to: '2026-12-20T17:00' },
    [
      'to: The end is not after the beginning, "2026-12-20T18:00" in Europe/Berlin. Are "from" and "to" exchanged?',
    ],
  ],
  [
    'lies in the hour that clocks skip',
    { zone, from: '2026-03-29T02:15', to: '2026-03-29T03:15' },
    [
      'to: The end is not after the beginning, "2026-03-29T02:15" in Europe/Berlin. The clocks skip the time between them.',
    ],
  ],
  [
    'lasts for years',
    { zone, from: '2026-12-20T18:00', to: '2028-12-20T18:00' },
    ['to: A window lasts 366 days at most. To refuse at all times, write a rule that refuses.'],
  ],
  [
    'has a date alone, and an offset',
    { zone, from: '2026-12-20', to: '2027-01-04T08:00Z' },
    [
      'from: This is not a date and time: "2026-12-20". Say at which time, as in 2026-12-20T00:00.',
      'to: This is not a date and time: "2027-01-04T08:00Z". Write what the clock on the wall shows, without seconds and offset: "zone" says the rest.',
    ],
  ],
  [
    'has a date that does not exist',
    { ...weekly, start: '2026-02-30T16:00' },
    [
      'start: This is not a date and time: "2026-02-30T16:00". It is written as in 2026-12-20T18:00, from the year 2000 to 2099.',
    ],
  ],
  [
    'starts out of step with its rule',
    { ...weekly, start: '2026-01-01T16:00' },
    ['start: The rule does not occur on the date of its start. It does on 2026-01-02.'],
  ],
  [
    'excepts a date on which nothing begins',
    { ...weekly, except: ['2026-05-02', '2026-13-01'] },
    [
      'except.0: No occurrence begins on 2026-05-02. The next one begins on 2026-05-08.',
      'except.1: There is no date "2026-13-01". As in 2026-05-01.',
    ],
  ],
  [
    'excepts all there is',
    { ...weekly, rrule: 'FREQ=WEEKLY;COUNT=1', except: ['2026-01-02'] },
    ['except: This window never occurs: each occurrence is an exception.'],
  ],
  [
    'is longer than its recurrence',
    { ...weekly, for: '8d' },
    [
      'for: The window is longer than the time from one occurrence to the next. Let it recur less often, with a longer "for" if need be.',
    ],
  ],
  [
    'never lets up',
    { ...weekly, rrule: 'FREQ=WEEKLY;BYDAY=MO,FR', for: '4d' },
    [
      'for: This window never lets up: from 2026-01-02, each occurrence reaches into the next. To refuse at all times, write a rule that refuses.',
    ],
  ],
  [
    'has a length nobody can read',
    { ...weekly, for: 'PT64H' },
    [
      'for: This is not how long a window lasts. It is 1m to 92d, written as in 64h, 2d12h or 1w: days end at the same time of day, hours are exact.',
    ],
  ],
  [
    'ends before its first occurrence',
    { ...weekly, rrule: 'FREQ=WEEKLY;UNTIL=20251231' },
    [
      'rrule: UNTIL ends the recurrence before it starts, so this window never occurs. Its first occurrence is on 2026-01-02.',
    ],
  ],
];

describe('a window is refused that', () => {
  it.each(cases)('%s', (_, written, faults) => {
    expect(faultsOf(written)).toEqual(faults);
  });
});

const rules: [rule: string, message: RegExp][] = [
  ['', /no part ""/],
  ['BYDAY=FR', /FREQ is missing/],
  ['FREQ=WEEKLY;BYDAY=XX', /BYDAY can't be "XX"/],
  ['FREQ=WEEKLY;BYDYA=FR', /Did you mean "BYDAY"/],
  ['freq=weekly', /Did you mean "FREQ"/],
  ['FREQ=WEEKLY;FREQ=DAILY', /FREQ is there more than once/],
  ['FREQ=WEEKLY;WKST=MO=TU', /WKST is there more than once/],
  ['FREQ=MONTHLY;BYMONTHDAY=32', /BYMONTHDAY can't be "32"/],
  ['FREQ=WEEKLY;BYMONTHDAY=2', /no rule of RFC 5545/],
  ['FREQ=MONTHLY;BYSETPOS=1', /no rule of RFC 5545/],
  ['FREQ=DAILY;BYDAY=1FR', /no rule of RFC 5545/],
  ['FREQ=DAILY;BYHOUR=9,17', /"start" says at which time/],
  ['FREQ=DAILY;INTERVAL=0', /INTERVAL can't be "0"/],
  ['FREQ=WEEKLY;UNTIL=20271231T120000', /UTC/],
  ['FREQ=WEEKLY;UNTIL=20270230', /no such date/],
  ['FREQ=WEEKLY;COUNT=3;UNTIL=20271231', /Remove one/],
  ['FREQ=WEEKLY;__proto__=1', /no part "__proto__"/],
  ['RSCALE=HEBREW;FREQ=YEARLY', /no part "RSCALE"/],
];

describe('a recurrence rule is refused:', () => {
  it.each(rules)('%s', (rrule, message) => {
    const [fault = '', ...more] = faultsOf({ ...weekly, rrule, for: '1h' });
    expect(fault).toMatch(/^rrule: /);
    expect(fault).toMatch(message);
    expect(more).toEqual([]);
  });
});
