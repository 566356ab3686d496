import { readOptions, usage, UsageError } from './cli-options.ts';
import { startSlackDouble } from './double.ts';

/**
 * Runs until it is told to stop (SIGINT, SIGTERM). Its URL is the only line on standard output, and
 * it listens by then.
 */
export async function main(args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  try {
    const options = readOptions(args, env);
    if (options === 'help') {
      console.log(usage);
      return;
    }
    const double = await startSlackDouble(options);
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
