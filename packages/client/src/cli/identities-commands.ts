import { Option, type Command } from 'commander';
import {
  listIdentities,
  resumeIdentity,
  rotateKey,
  showIdentity,
  suspendIdentity,
} from './commands/identities.ts';
import type { Context } from './context.ts';
import { help } from './help.ts';
import { apiOptions } from './options.ts';
import { parseCount, parseDuration } from './parse.ts';

const parts = ['active', 'suspended', 'ownerless', 'stale', 'unused', 'different'];

export function addIdentitiesCommands(
  program: Command,
  context: Context,
  finish: (exitCode: number) => void,
): void {
  const identities = program
    .command('identities')
    .description("the register of bots, with an operator's key")
    .addHelpText('after', help.identities);

  apiOptions(identities.command('list'))
    .description('list the register, or those that want looking at')
    .addOption(new Option('--only <which>', 'one kind of them').choices(parts))
    .option('--after <id>', 'those after this one')
    .option('--limit <number>', 'how many at most', parseCount, 100)
    .addHelpText('after', help.identities)
    .action(async (options) => finish(await listIdentities(options, context)));

  apiOptions(identities.command('show'))
    .description('show one, its keys and when they were last used')
    .argument('<id>', 'the id of the identity')
    .action(async (id, options) => finish(await showIdentity(id, options, context)));

  apiOptions(identities.command('suspend'))
    .description('stop it at once: it asks for nothing, nothing starts, and its grants end')
    .argument('<id>', 'the id of the identity')
    .requiredOption('--reason <text>', 'why, for its timeline')
    .action(async (id, options) => finish(await suspendIdentity(id, options, context)));

  apiOptions(identities.command('resume'))
    .description('let it ask again')
    .argument('<id>', 'the id of the identity')
    .action(async (id, options) => finish(await resumeIdentity(id, options, context)));

  apiOptions(identities.command('rotate-key'))
    .description('make a new API key, beside which the old one goes on for a while')
    .argument('<id>', 'the id of the identity')
    .option('--overlap <duration>', 'how long the old one goes on; 1d unless told', parseDuration)
    .action(async (id, options) => finish(await rotateKey(id, options, context)));
}
