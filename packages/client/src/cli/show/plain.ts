import type { RequestView } from '@countersign/core/wire/types';
import { changeFacts, decisionOf, missingOf, placesOf, titleOf } from './describe.ts';
import type { Reporter } from './reporter.ts';
import { inert } from './text.ts';
import { shellLine } from '@countersign/core/text/shell';
import { instant, lasting } from './time.ts';

/** For a job's log: one line an event, nothing redrawn, nothing coloured. */
export function plainReporter(stream: NodeJS.WritableStream): Reporter {
  const say = (line: string) => stream.write(`${line}\n`);
  const places = new Set<string>();
  let missing = '';
  let isAway = false;

  const sayPlaces = (view: RequestView) => {
    for (const { place, link, isPosted } of placesOf(view)) {
      const line = isPosted
        ? ['Asked in', place, link].filter(Boolean).join(' ')
        : `Asking in ${place}`;
      if (!places.has(line)) say(line);
      places.add(line);
    }
  };

  return {
    asked(view) {
      say(`Asking for approval: ${titleOf(view)}`);
      say(`Request ${inert(view.id)}, ${changeFacts(view).join(', ')}`);
    },
    changed(view) {
      if (view.status !== 'pending') return;
      sayPlaces(view);
      if (missingOf(view) === missing) return;
      missing = missingOf(view);
      say(`Waiting for ${missing}; expires ${instant(view.expiresAt)}`);
    },
    trouble(sentence) {
      if (!isAway) say(`Trying again: ${inert(sentence)}`);
      isAway = true;
    },
    recovered() {
      if (isAway) say('The service answers again.');
      isAway = false;
    },
    stopping(why) {
      say(`${why} Taking the request back.`);
    },
    decided(view) {
      say(`${decisionOf(view)}.`);
      if (view.status !== 'approved') say(inert(view.explanation));
    },
    started(command) {
      say(`Running: ${shellLine(command)}`);
    },
    ended({ status, exitCode, message, ms }) {
      const how = message === undefined ? '' : ` (${inert(message)})`;
      const end = status === 'succeeded' ? 'Done' : `Failed with exit code ${exitCode}${how}`;
      say(`${end} after ${lasting(ms)}.`);
    },
    note(sentence) {
      say(inert(sentence));
    },
    failed({ sentence, details = [] }) {
      say(`error: ${inert(sentence)}`);
      for (const line of details) say(`  ${inert(line)}`);
    },
    close() {},
  };
}
