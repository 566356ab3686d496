import { describe, expect, it } from 'vitest';
import { nextWindow, windowAt } from '../../../src/policy/calendar/find.ts';
import { vectors } from './clock-changes.ts';
import { at, shown, windowOf } from './support.ts';

describe('when clocks change:', () => {
  it.each(vectors)('$says', ({ written, is }) => {
    const window = windowOf(written);
    expect(shown(nextWindow(window, at('2000-06-01T00:00Z')))).toEqual(is);
    const [from, to] = is.map(at) as [number, number];
    expect(windowAt(window, from - 1)).toBeUndefined();
    expect(shown(windowAt(window, from))).toEqual(is);
    expect(shown(windowAt(window, to - 1))).toEqual(is);
    expect(windowAt(window, to)).toBeUndefined();
  });

  it('an occurrence in the skipped hour is kept, for a freeze must not vanish', () => {
    const window = windowOf({
      zone: 'Europe/Berlin',
      start: '2026-03-28T02:30',
      rrule: 'FREQ=DAILY;COUNT=3',
      for: '30m',
    });
    const spans = ['2026-03-28T01:45Z', '2026-03-29T01:45Z', '2026-03-30T00:45Z'];
    expect(spans.map((moment) => shown(windowAt(window, at(moment))))).toEqual([
      ['2026-03-28T01:30Z', '2026-03-28T02:00Z'],
      ['2026-03-29T01:30Z', '2026-03-29T02:00Z'],
      ['2026-03-30T00:30Z', '2026-03-30T01:00Z'],
    ]);
  });
});
