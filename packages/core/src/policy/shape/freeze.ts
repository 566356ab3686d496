import { z } from 'zod';
import type { Calendar } from '../languages.ts';
import { DEFAULT_ZONE, writtenWindow } from '../written-window.ts';
import { fields, line, zone } from './leaf.ts';
import { matchShape } from './match.ts';

const text = () => z.string().optional();

/** `inherited` is the zone of the document. */
export function freezeShape(calendar: Calendar, inherited: string = DEFAULT_ZONE) {
  return fields({
    name: line('name', 200).describe('Unique. It is told to whoever asks during the freeze.'),
    match: matchShape().optional().describe('Which requests it stops; all if left out.'),
    from: text().describe('Once: when it begins, on the clocks of the zone: 2026-12-20T18:00.'),
    to: text().describe('Once: when it is over: 2027-01-04T08:00.'),
    start: text().describe('Again and again: when it begins first: 2026-01-02T16:00.'),
    rrule: text().describe('A recurrence of RFC 5545: FREQ=WEEKLY;BYDAY=FR.'),
    for: text().describe('How long each occurrence lasts.'),
    except: z.array(z.string()).optional().describe('Dates on which no occurrence begins.'),
    zone: zone(calendar).optional().describe("IANA time zone; the policy's if left out."),
    during: z
      .enum(['hold', 'refuse'], 'This is "refuse" or "hold".')
      .optional()
      .describe(
        'refuse: nobody may ask. hold: may be approved, and takes effect afterwards. refuse if left out.',
      ),
  }).superRefine((freeze, context) => {
    // The zone has told its own faults.
    const compiled = calendar.compileWindow(freeze.name, writtenWindow(freeze, inherited));
    if (compiled.ok) return;
    for (const { path, at, message, hint } of compiled.faults) {
      if (path[0] === 'zone') continue;
      context.addIssue({ code: 'custom', path: [...path], message, params: { hint, at } });
    }
  });
}
