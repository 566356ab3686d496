/** A window as written, and the whole time it is, in UTC, at its first occurrence or a named date. */
export type Vector = { says: string; written: { [key: string]: unknown }; is: [string, string] };

const daily = (zone: string, start: string, lasts: string, count = 1) => ({
  zone,
  start,
  rrule: `FREQ=DAILY;COUNT=${count}`,
  for: lasts,
});

export const vectors: Vector[] = [
  {
    says: 'a beginning that Berlin skips is read with the offset before',
    written: { zone: 'Europe/Berlin', from: '2026-03-29T02:30', to: '2026-03-29T12:00' },
    is: ['2026-03-29T01:30Z', '2026-03-29T10:00Z'],
  },
  {
    says: 'an end that Berlin shows twice is the first',
    written: { zone: 'Europe/Berlin', from: '2026-10-25T01:00', to: '2026-10-25T02:30' },
    is: ['2026-10-24T23:00Z', '2026-10-25T00:30Z'],
  },
  {
    says: 'a beginning that New York shows twice is the first',
    written: { zone: 'America/New_York', from: '2026-11-01T01:30', to: '2026-11-01T12:00' },
    is: ['2026-11-01T05:30Z', '2026-11-01T17:00Z'],
  },
  {
    says: 'a beginning that New York skips is read with the offset before',
    written: daily('America/New_York', '2026-03-08T02:15', '1h'),
    is: ['2026-03-08T07:15Z', '2026-03-08T08:15Z'],
  },
  {
    says: 'hours are exact when Berlin goes forward: the wall shows 17:00',
    written: daily('Europe/Berlin', '2026-03-28T16:00', '24h'),
    is: ['2026-03-28T15:00Z', '2026-03-29T15:00Z'],
  },
  {
    says: 'days are nominal when Berlin goes forward: 23 hours',
    written: daily('Europe/Berlin', '2026-03-28T16:00', '1d'),
    is: ['2026-03-28T15:00Z', '2026-03-29T14:00Z'],
  },
  {
    says: 'days are nominal when Berlin goes back: 25 hours',
    written: daily('Europe/Berlin', '2026-10-24T16:00', '1d'),
    is: ['2026-10-24T14:00Z', '2026-10-25T15:00Z'],
  },
  {
    says: 'days come before hours: two nominal ones, then twelve exact',
    written: {
      zone: 'Europe/Berlin',
      start: '2026-10-23T18:00',
      rrule: 'FREQ=WEEKLY;COUNT=1',
      for: '2d12h',
    },
    is: ['2026-10-23T16:00Z', '2026-10-26T05:00Z'],
  },
  {
    says: 'Lord Howe skips half an hour',
    written: daily('Australia/Lord_Howe', '2026-10-04T02:15', '1h'),
    is: ['2026-10-03T15:45Z', '2026-10-03T16:45Z'],
  },
  {
    says: 'Lord Howe shows half an hour twice',
    written: daily('Australia/Lord_Howe', '2026-04-05T01:45', '1h'),
    is: ['2026-04-04T14:45Z', '2026-04-04T15:45Z'],
  },
  {
    says: 'Kathmandu is 5:45 ahead',
    written: { zone: 'Asia/Kathmandu', from: '2026-12-20T18:00', to: '2026-12-20T18:01' },
    is: ['2026-12-20T12:15Z', '2026-12-20T12:16Z'],
  },
  {
    says: 'Apia skipped a day: one that begins on it begins at that time of the next',
    written: { zone: 'Pacific/Apia', from: '2011-12-30T12:00', to: '2012-01-01T00:00' },
    is: ['2011-12-30T22:00Z', '2011-12-31T10:00Z'],
  },
  {
    says: 'Apia skipped a day: two nominal days are 24 hours',
    written: {
      zone: 'Pacific/Apia',
      start: '2011-12-29T18:00',
      rrule: 'FREQ=WEEKLY;COUNT=1',
      for: '2d',
    },
    is: ['2011-12-30T04:00Z', '2011-12-31T04:00Z'],
  },
  {
    says: 'UTC knows no change of clocks',
    written: daily('UTC', '2026-03-29T02:30', '1d'),
    is: ['2026-03-29T02:30Z', '2026-03-30T02:30Z'],
  },
];
