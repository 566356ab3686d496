import type { Command } from 'commander';
import { listDeliveries, retryDelivery } from './commands/deliveries.ts';
import type { Context } from './context.ts';
import { help } from './help.ts';
import { parseCount } from './parse.ts';

export function addDeliveriesCommands(
  program: Command,
  context: Context,
  finish: (exitCode: number) => void,
): void {
  const deliveries = program
    .command('deliveries')
    .description("list and retry what the service gave up, with an operator's key")
    .addHelpText('after', help.deliveries);

  deliveries
    .command('list')
    .description('list what was given up, oldest first')
    .option('--limit <number>', 'how many at most', parseCount, 20)
    .option('--url <url>', 'the service, instead of COUNTERSIGN_URL')
    .option('--json', 'print JSON on stdout, one object a line')
    .addHelpText('after', help.deliveries)
    .action(async (options) => finish(await listDeliveries(options, context)));

  deliveries
    .command('retry')
    .description('try a delivery again; the log keeps who did it')
    .argument('<id>', 'the id of the delivery')
    .option('--url <url>', 'the service, instead of COUNTERSIGN_URL')
    .option('--json', 'print JSON on stdout')
    .addHelpText('after', help.deliveries)
    .action(async (id, options) => finish(await retryDelivery(id, options, context)));
}
