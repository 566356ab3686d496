import { readOptions, usage } from './cli-options.ts';
import { UsageError } from './cli-values.ts';
import { startSlackDouble } from './double.ts';

/**
 * Runs until it is told to stop (SIGINT, SIGTERM). Its URL is the only line on standard output, and
 * it listens by then.
 */
export function main(args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  return run(usage, async () => {
    const options = readOptions(args, env);
    return options === 'help' ? 'help' : startSlackDouble(options);
  });
}

interface Running {
  url: string;
  close(): Promise<void>;
}

/** Exit status 2 for what the person who ran it can put right, 1 for anything else. */
export async function run(usage: string, start: () => Promise<Running | 'help'>): Promise<void> {
  try {
    const double = await start();
    if (double === 'help') {
      console.log(usage);
      return;
    }
    console.log(double.url);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => void double.close());
    }
  } catch (error) {
    process.exitCode = error instanceof UsageError ? 2 : 1;
    console.error(error instanceof Error ? error.message : String(error));
    if (error instanceof UsageError) console.error('Run it with --help to see how.');
  }
}
