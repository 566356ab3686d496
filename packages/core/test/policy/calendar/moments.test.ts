import { describe, expect, it } from 'vitest';
import { zonedParts } from '../../../src/policy/calendar/parts.ts';
import { nextTimeOfDay } from '../../../src/policy/calendar/time-of-day.ts';
import { isZone, zoneHint } from '../../../src/policy/calendar/zone.ts';
import { at } from './support.ts';

describe('a zone', () => {
  it.each(['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/Argentina/Ushuaia', 'Asia/Calcutta'])(
    'is known: %s',
    (name) => expect(isZone(name)).toBe(true),
  );

  it.each([
    '',
    'europe/berlin',
    'Europe/Berln',
    '+01:00',
    'EST',
    'CET',
    '../etc',
    'Mars/Olympus',
    'constructor',
    'utc',
  ])('is not known: %s', (name) => expect(isZone(name)).toBe(false));

  it.each([
    ['Europe/Berln', 'Did you mean "Europe/Berlin"?'],
    ['europe/berlin', 'Did you mean "Europe/Berlin"?'],
    ['Berlin', 'Did you mean "Europe/Berlin"?'],
    ['new york', 'Did you mean "America/New_York"?'],
    ['CET', 'Name a place of the IANA database, such as "Europe/Berlin", or UTC.'],
  ])('%s: %s', (name, hint) => expect(zoneHint(name)).toBe(hint));
});

describe('a moment in a zone', () => {
  it.each([
    ['UTC', '2026-11-27T18:05:59Z', 5, '2026-11-27', '18:05', '+00:00'],
    ['Europe/Berlin', '2026-03-29T01:00Z', 7, '2026-03-29', '03:00', '+02:00'],
    ['Asia/Kathmandu', '2026-11-29T18:15Z', 1, '2026-11-30', '00:00', '+05:45'],
    ['America/New_York', '2026-11-01T06:30Z', 7, '2026-11-01', '01:30', '-05:00'],
    ['Pacific/Apia', '2011-12-30T10:00Z', 6, '2011-12-31', '00:00', '+14:00'],
  ])('%s %s', (zone, moment, weekday, date, time, utcOffset) => {
    const [hour, minute] = time.split(':').map(Number);
    const parts = { weekday, hour, minute, date, time, utcOffset };
    expect(zonedParts(zone, at(moment))).toEqual(parts);
  });
});

describe('the next time of a day', () => {
  it.each([
    ['18:00', '2026-11-22T12:00Z', '2026-11-22T17:00Z'],
    ['18:00', '2026-11-22T17:00Z', '2026-11-23T17:00Z'],
    ['02:30', '2026-03-28T12:00Z', '2026-03-29T01:30Z'],
    ['02:30', '2026-10-25T00:40Z', '2026-10-25T01:30Z'],
    ['02:30', '2026-10-25T01:40Z', '2026-10-26T01:30Z'],
  ])('%s after %s is %s', (time, now, moment) => {
    expect(nextTimeOfDay(time, 'Europe/Berlin', at(now))).toBe(at(moment));
  });

  it.each(['', '25:00', '6pm', '18:00Z', '2026-11-27T18:00'])('is none: “%s”', (text) => {
    expect(nextTimeOfDay(text, 'Europe/Berlin', 0)).toBeUndefined();
  });
});
