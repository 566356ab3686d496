import type { Command } from 'commander';
import { evidence, exportCommand, verifyCommand } from './commands/log.ts';
import type { ExportOptions, VerifyOptions } from './commands/log.ts';
import type { Context } from './context.ts';
import { help } from './help.ts';
import { apiOptions, complete } from './options.ts';

export function addLogCommands(
  program: Command,
  context: Context,
  finish: (exitCode: number) => void,
): void {
  const log = program.command('log').description('export and verify the log of all decisions');

  const exporting = log
    .command('export')
    .description('bring the whole log into a folder, verified')
    .usage('--out <folder> [options]')
    .option('--out <folder>', 'where to; an earlier export there is extended');
  apiOptions(exporting, 'print JSON on stdout')
    .addHelpText('after', help.export)
    .action(async (options: ExportOptions) =>
      finish(await exportCommand(complete(options, ['out']), context)),
    );

  const evidencing = log
    .command('evidence')
    .description('bring the evidence of one decision into a file')
    .argument('<id>', 'the id of the request')
    .option('--out <file>', 'where to; stdout unless given');
  apiOptions(evidencing, 'report errors as JSON on stdout').action(async (id, options) =>
    finish(await evidence(id, options, context)),
  );

  log
    .command('verify')
    .description('verify an export, or evidence of single decisions, offline')
    .usage('--key <vkey|file> [options] <paths...>')
    .argument('<paths...>', 'folders of exports, evidence files')
    .option('--key <vkey|file>', "the log's public key, or a file that holds it")
    .option('--json', 'print JSON on stdout, one object a path')
    .addHelpText('after', help.verify)
    .action(async (paths: string[], options: VerifyOptions) =>
      finish(await verifyCommand(paths, complete(options, ['key']), context)),
    );
}
