import { run } from '../cli.ts';
import { readOptions, usage } from './cli-options.ts';
import { startTeamsDouble } from './double.ts';

/**
 * Runs until it is told to stop (SIGINT, SIGTERM). Its URL is the only line on standard output, and
 * it listens by then.
 */
export function main(args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  return run(usage, async () => {
    const options = readOptions(args, env);
    return options === 'help' ? 'help' : startTeamsDouble(options);
  });
}
