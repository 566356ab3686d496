import type { Command } from 'commander';
import { evidence, exportCommand, verifyCommand } from './commands/log.ts';
import type { Context } from './context.ts';
import { help } from './help.ts';

export function addLogCommands(
  program: Command,
  context: Context,
  finish: (exitCode: number) => void,
): void {
  const log = program.command('log').description('export and verify the log of all decisions');

  log
    .command('export')
    .description('bring the whole log into a folder, verified')
    .requiredOption('--out <folder>', 'where to; an earlier export there is extended')
    .option('--url <url>', 'the service, instead of COUNTERSIGN_URL')
    .option('--json', 'print JSON on stdout')
    .addHelpText('after', help.export)
    .action(async (options) => finish(await exportCommand(options, context)));

  log
    .command('evidence')
    .description('bring the evidence of one decision into a file')
    .argument('<id>', 'the id of the request')
    .option('--out <file>', 'where to; stdout unless given')
    .option('--url <url>', 'the service, instead of COUNTERSIGN_URL')
    .option('--json', 'report errors as JSON on stdout')
    .action(async (id, options) => finish(await evidence(id, options, context)));

  log
    .command('verify')
    .description('verify an export, or evidence of single decisions, offline')
    .argument('<paths...>', 'folders of exports, evidence files')
    .requiredOption('--key <vkey|file>', "the log's public key, or a file that holds it")
    .option('--json', 'print JSON on stdout, one object a path')
    .addHelpText('after', help.verify)
    .action(async (paths, options) => finish(await verifyCommand(paths, options, context)));
}
