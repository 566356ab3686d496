import type { Finding } from '../../yaml/fault.ts';
import { quote } from '../../text/quote.ts';
import { compileRecurrence } from './compile-recurrence.ts';
import { readShape, type Written } from './shape.ts';
import { isDate, isDateTime, momentOf } from './wall.ts';
import type { WindowResult } from './window.ts';
import { isZone, zoneHint } from './zone.ts';

const DAY = 86_400_000;
const MAX_DAYS = 366;

/**
 * Reads a freeze window as written in a policy; never throws. Paths begin at the window. The
 * format: docs/guides/freeze-windows.md.
 */
export function compileWindow(name: string, value: unknown): WindowResult {
  const shape = readShape(value);
  if (!shape.ok) return shape;
  const { written } = shape;
  const faults = [...zoneFaults(written.zone), ...timeFaults(written)];
  if (faults.length > 0) return { ok: false, faults };
  return written.kind === 'once' ? compileOnce(name, written) : compileRecurrence(name, written);
}

function zoneFaults(zone: string): Finding[] {
  if (isZone(zone)) return [];
  const message = `There is no time zone ${quote(zone)}.`;
  return [{ path: ['zone'], message, hint: zoneHint(zone) }];
}

function timeFaults(written: Written): Finding[] {
  const keys = written.kind === 'once' ? (['from', 'to'] as const) : (['start'] as const);
  return keys.flatMap((key) => {
    const text = (written as { [at: string]: unknown })[key];
    if (typeof text !== 'string' || isDateTime(text)) return [];
    const message = `This is not a date and time: ${quote(text)}.`;
    return [{ path: [key], message, hint: timeHint(text) }];
  });
}

function timeHint(text: string): string {
  if (isDate(text)) return `Say at which time, as in ${text}T00:00.`;
  if (isDateTime(text.slice(0, 16))) {
    return 'Write what the clock on the wall shows, without seconds and offset: "zone" says the rest.';
  }
  return 'It is written as in 2026-12-20T18:00, from the year 2000 to 2099.';
}

function compileOnce(name: string, { from, to, zone }: Written & { kind: 'once' }): WindowResult {
  const span = { from: momentOf(zone, from), to: momentOf(zone, to) };
  if (span.to <= span.from) {
    const message = `The end is not after the beginning, ${quote(from)} in ${zone}.`;
    const hint =
      to > from ? 'The clocks skip the time between them.' : 'Are "from" and "to" exchanged?';
    return { ok: false, faults: [{ path: ['to'], message, hint }] };
  }
  if (span.to - span.from > MAX_DAYS * DAY) {
    const message = `A window lasts ${MAX_DAYS} days at most.`;
    const hint = 'To refuse at all times, write a rule that refuses.';
    return { ok: false, faults: [{ path: ['to'], message, hint }] };
  }
  return { ok: true, window: { kind: 'once', name, zone, ...span } };
}
