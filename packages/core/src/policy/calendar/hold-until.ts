import { quote } from '../../text/quote.ts';
import { dateOf, dayOf } from './days.ts';
import { formatMoment } from './format.ts';
import { zonedParts } from './parts.ts';
import { isDateTime, isTime, laterMomentOf, momentOf } from './wall.ts';

/** `at` in epoch milliseconds, after now. */
export type HoldUntil = { ok: true; at: number } | { ok: false; message: string; hint: string };

const HINT =
  'It is written as in 18:00, 2026-11-27T18:00 or, with an offset, 2026-11-27T18:00+01:00.';

/**
 * Until when to hold: a moment with its offset, what the clocks of the zone show, or a time of day,
 * which is the next one. `zone` is a known one.
 */
export function resolveHoldUntil(text: string, zone: string, nowMs: number): HoldUntil {
  const at = momentIn(text, zone, nowMs);
  if (at === undefined) {
    return { ok: false, message: `This is not a time to hold until: ${quote(text)}.`, hint: HINT };
  }
  if (at > nowMs) return { ok: true, at };
  return {
    ok: false,
    message: `It is past ${formatMoment(zone, at)} already.`,
    hint: `It is ${formatMoment(zone, nowMs)} now.`,
  };
}

function momentIn(text: string, zone: string, nowMs: number): number | undefined {
  if (isTime(text)) return nextTime(text, zone, nowMs);
  if (isDateTime(text)) return momentOf(zone, text);
  const offset = /^(.{16})(?::[0-5]\d)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/.exec(text);
  return offset?.[1] !== undefined && isDateTime(offset[1]) ? Date.parse(text) : undefined;
}

/** Today's, the second of today's where clocks show it twice, tomorrow's, or the day after's. */
function nextTime(time: string, zone: string, nowMs: number): number | undefined {
  const today = dayOf(zonedParts(zone, nowMs).date);
  const walls = [0, 1, 2].map((ahead) => `${dateOf(today + ahead)}T${time}`);
  const moments = walls.flatMap((wall) => [momentOf(zone, wall), laterMomentOf(zone, wall)]);
  return moments.find((at) => at > nowMs);
}
