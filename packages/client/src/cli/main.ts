import { CommanderError } from 'commander';
import type { Context } from './context.ts';
import { exit, UsageError } from './exit.ts';
import { failureOf } from './failure.ts';
import { buildProgram } from './program.ts';
import { eventReporter } from './show/events.ts';
import { plainReporter } from './show/plain.ts';

/** Runs one command line; the exit code is left in `process.exitCode`. */
export async function main(args: readonly string[]): Promise<void> {
  const { env, stdout, stderr } = process;
  // Who closes a pipe early misses the rest. What was begun goes on all the same, since its end is told by
  // the exit code, and a grant that is out wants to be given back.
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  process.exitCode = await exitCodeOf(args, { env, cwd: process.cwd(), stdout, stderr });
}

async function exitCodeOf(args: readonly string[], context: Context): Promise<number> {
  let exitCode: number = exit.ok;
  const { own, command } = cutCommand(args);
  const finish = (code: number) => {
    exitCode = code;
  };
  try {
    await buildProgram({ context, command, finish }).parseAsync(own, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has said what was wrong; help and version end here too, with 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.ok : exit.usage;
    const reporter = own.includes('--json')
      ? eventReporter(context.stdout, () => Date.now())
      : plainReporter(context.stderr);
    reporter.failed(failureOf(error));
    return error instanceof UsageError ? exit.usage : exit.error;
  }
}

/** Only behind `--` stands what is not for us, so that a misspelt option is never taken for a command. */
function cutCommand(args: readonly string[]): { own: readonly string[]; command: string[] } {
  const at = args.indexOf('--');
  const takesCommand = args[0] === 'run' || args[0] === 'request';
  if (at === -1 || !takesCommand) return { own: args, command: [] };
  return { own: args.slice(0, at), command: args.slice(at + 1) };
}
