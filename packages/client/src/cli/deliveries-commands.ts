import type { Command } from 'commander';
import { listDeliveries, retryDelivery } from './commands/deliveries.ts';
import type { Context } from './context.ts';
import { help } from './help.ts';
import { apiOptions } from './options.ts';
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

  apiOptions(deliveries.command('list'))
    .description('list what was given up, oldest first')
    .option('--limit <number>', 'how many at most', parseCount, 20)
    .addHelpText('after', help.deliveries)
    .action(async (options) => finish(await listDeliveries(options, context)));

  apiOptions(deliveries.command('retry'), 'print JSON on stdout')
    .description('try a delivery again; the log keeps who did it')
    .argument('<id>', 'the id of the delivery')
    .addHelpText('after', help.deliveries)
    .action(async (id, options) => finish(await retryDelivery(id, options, context)));
}
