import { Command, Option } from 'commander';
import { explain, type ExplainOptions } from './commands/explain.ts';
import { list, type ListCommandOptions } from './commands/list.ts';
import { request } from './commands/request.ts';
import { run, type RunOptions } from './commands/run.ts';
import { show, withdraw } from './commands/show.ts';
import { wait } from './commands/wait.ts';
import type { Context } from './context.ts';
import { addDeliveriesCommands } from './deliveries-commands.ts';
import { addIdentitiesCommands } from './identities-commands.ts';
import { help } from './help.ts';
import { addLogCommands } from './log-commands.ts';
import { takeOnce } from './once.ts';
import { apiOptions, complete } from './options.ts';
import {
  parseArtifact,
  parseAudience,
  parseCount,
  parseDuration,
  parseExpiry,
  parseParameter,
  parseTarget,
  parseTicket,
} from './parse.ts';
import { addPolicyCommands } from './policy-commands.ts';
import { addSlackCommands } from './slack-commands.ts';
import { addTeamsCommands } from './teams-commands.ts';
import type { AskOptions } from './submission.ts';
import { inert } from './show/text.ts';

export type Parts = {
  context: Context;
  /** What stands behind `--`: the command that is asked for. */
  command: string[];
  finish: (exitCode: number) => void;
};

/** What a request cannot do without. */
const asked = ['action', 'env', 'resource'] as const;

/** Every command with its options; `finish` takes the exit code. */
export function buildProgram({ context, command, finish }: Parts): Command {
  const program = new Command('countersign')
    .description('Ask people for approval before something changes, and prove it later.')
    .usage('<command> [options]')
    .version('', '-V, --version', 'print the version')
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeErr: (text) => context.stderr.write(text),
      outputError: (text, write) => write(`${inert(helpful(text.trim()))}\n`),
    })
    .showHelpAfterError('Try --help.')
    .addHelpText('after', help.program);

  const ended = <A extends unknown[]>(action: (...args: A) => Promise<number>) => {
    return async (...args: A) => finish(await action(...args));
  };

  askOptions(program.command('run'))
    .description('ask, wait, and run the command once it is approved')
    .usage('--action <name> --env <name> --resource <name> [options] -- <command>')
    .option('--timeout <duration>', 'stop waiting after this long (exit code 12)', parseDuration)
    .option('--target <name>', 'a system that the grant opens; can be given again', parseTarget)
    .option('--audience <name>', 'whom the grant is for, of those that policy names', parseAudience)
    .addHelpText('after', help.run)
    .action(ended((options: RunOptions) => run(command, complete(options, [...asked]), context)));

  askOptions(program.command('request'))
    .description('ask, print the id, and do not wait')
    .usage('--action <name> --env <name> --resource <name> [options] [-- <command>]')
    .addHelpText('after', help.request)
    .action(
      ended((options: AskOptions) => request(command, complete(options, [...asked]), context)),
    );

  apiOptions(changeOptions(program.command('explain')))
    .description('tell who would have to agree, and ask nobody')
    .usage('--action <name> --env <name> --resource <name> [options]')
    .addHelpText('after', help.explain)
    .action(ended((options: ExplainOptions) => explain(complete(options, [...asked]), context)));

  apiOptions(program.command('wait'))
    .description('wait until a request is decided')
    .argument('<id>', 'the id of the request')
    .option('--timeout <duration>', 'stop waiting after this long (exit code 12)', parseDuration)
    .addHelpText('after', help.wait)
    .action(ended((id, options) => wait(id, options, context)));

  apiOptions(program.command('show'))
    .description('show a request: what, who, how it stands')
    .argument('<id>', 'the id of the request')
    .action(ended((id, options) => show(id, options, context)));

  apiOptions(program.command('withdraw'))
    .description('take a request back')
    .argument('<id>', 'the id of the request')
    .action(ended((id, options) => withdraw(id, options, context)));

  apiOptions(program.command('list'))
    .description('list your requests, newest first')
    .addOption(
      new Option('--status <status>', 'only these').choices([
        'pending',
        'approved',
        'rejected',
        'expired',
        'withdrawn',
      ]),
    )
    .option('--limit <number>', 'how many at most', parseCount, 20)
    .addHelpText('after', help.list)
    .action(ended((options: ListCommandOptions) => list(options, context)));

  addPolicyCommands(program, context, finish);
  addLogCommands(program, context, finish);
  addSlackCommands(program, context, finish);
  addTeamsCommands(program, context, finish);
  addDeliveriesCommands(program, context, finish);
  addIdentitiesCommands(program, context, finish);
  takeOnce(program);
  return program;
}

function changeOptions(command: Command): Command {
  return command
    .option('--action <name>', 'what will be done: deploy, rotate-key, db.migrate')
    .option('--env <name>', 'where: production, staging')
    .option('--resource <name>', 'to what: payments-api, db/orders')
    .option('--diff <range>', 'show this git diff: HEAD~1..HEAD')
    .option('--reason <text>', 'why, in your words')
    .option('--ticket <key[=url]>', 'a ticket; can be given again', parseTicket)
    .option('--param <key=value>', 'a parameter; key:=json for other than text', parseParameter)
    .option(
      '--artifact <name=path>',
      'bind a file by its SHA-256; can be given again',
      parseArtifact,
    );
}

function askOptions(command: Command): Command {
  return apiOptions(
    changeOptions(command)
      .option('--expires <duration>', 'expire unanswered after this long: 30m, 2h', parseExpiry)
      .option('--idempotency-key <key>', 'the same key finds the same request again'),
  );
}

function helpful(text: string): string {
  // Somebody may have tried --token=...: what stands behind the = is not repeated into a job's log.
  const safe = text.replace(/(unknown option '--?[\w-]+)=[^']*'/, "$1'");
  // Commander knows the option by the text before the =, and proposes the very same.
  const [, flag] = /^error: unknown option '(--[\w-]+)'\s+\(Did you mean \1\?\)/.exec(safe) ?? [];
  if (flag !== undefined) return `error: option '${flag}' takes no value`;
  const isBare = /^error: too many arguments for '(?:run|request)'/.test(safe);
  return isBare ? 'error: the command to run belongs behind --, as in: -- ./deploy.sh' : safe;
}
