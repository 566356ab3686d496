import type { Command } from 'commander';
import { UsageError } from './exit.ts';

/** What every command takes that calls the service. */
export function apiOptions(command: Command, json = 'print JSON on stdout, one object a line') {
  return command
    .option('--url <url>', 'the service, instead of COUNTERSIGN_URL')
    .option('--json', json);
}

/** Not left to commander, which would ask for a missing option before it names a misspelt one. */
export function complete<O extends object>(options: O, needed: (keyof O & string)[]): O {
  const missing = needed.filter((name) => !options[name]);
  if (missing.length === 0) return options;
  const names = missing.map((name) => `--${name}`).join(', ');
  throw new UsageError(`Also needed: ${names}. Try --help.`);
}
