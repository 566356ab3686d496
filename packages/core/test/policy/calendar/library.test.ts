import { RRuleTemporal } from 'rrule-temporal';
import { describe, expect, it } from 'vitest';

// Why the library is given dates in UTC alone, and rules only once they are read by us. A newer one
// that fails here does better: what leans on it can go.
const occurrences = (text: string) =>
  new RRuleTemporal({ rruleString: text, strict: true })
    .all((_, count) => count < 3)
    .map((moment) => moment.toPlainDateTime().toString().slice(0, 16));

describe('the recurrence library', () => {
  it('drops an occurrence that begins in a skipped hour', () => {
    const nights = 'DTSTART;TZID=Europe/Berlin:20260328T023000\nRRULE:FREQ=DAILY';
    expect(occurrences(nights)).not.toContain('2026-03-29T03:30');
  });

  it.each(['FREQ=DAILY;BYMNTH=12', 'FREQ=DAILY;BYMONTHDAY=32', 'FREQ=WEEKLY;FREQ=DAILY'])(
    'passes over what it does not know: %s',
    (rule) => {
      const plain = occurrences('DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY');
      expect(occurrences(`DTSTART:20260101T000000Z\nRRULE:${rule}`)).toEqual(plain);
    },
  );
});
