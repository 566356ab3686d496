import type { Command, Option } from 'commander';
import {
  parseArtifact,
  parseAudience,
  parseParameter,
  parseTarget,
  parseText,
  parseTicket,
} from './parse.ts';

/** Each value that these read is added to those before. */
const adding = new Set<unknown>([
  parseArtifact,
  parseAudience,
  parseParameter,
  parseTarget,
  parseText,
  parseTicket,
]);

/**
 * Has every option with a value taken once, in this command and those below: the last one would win, and
 * somebody who names two diffs would think that people are shown both.
 */
export function takeOnce(command: Command): void {
  for (const option of command.options.filter(holdsOne)) {
    let isGiven = false;
    command.on(`option:${option.name()}`, () => {
      if (isGiven) command.error(`error: option '${option.flags}' can be given once`);
      isGiven = true;
    });
  }
  for (const below of command.commands) takeOnce(below);
}

function holdsOne({ required, optional, variadic, parseArg }: Option): boolean {
  return (required || optional) && !variadic && !adding.has(parseArg);
}
