import { Option, type Command } from 'commander';
import type { Context } from './context.ts';
import { help } from './help.ts';
import { complete } from './options.ts';
import { parseDuration, parseParameter, parseText, parseTicket } from './parse.ts';
import type { CheckOptions } from './policy/check.ts';
import type { PolicyExplainOptions } from './policy/explain.ts';
import type { ReplayOptions } from './policy/replay.ts';
import type { TestOptions } from './policy/test.ts';

const CONFIG =
  "the service's configuration: its webhooks, people and fallbacks are the known names";

export function addPolicyCommands(
  program: Command,
  context: Context,
  finish: (exitCode: number) => void,
): void {
  const policy = program
    .command('policy')
    .description('check, test and compare policies, on this machine')
    .addHelpText('after', help.policy);

  policy
    .command('check')
    .description('say all that is wrong with a policy and the files that it includes')
    .argument('[policies...]', 'policy files; the one of --config if left out')
    .option('--config <file>', CONFIG)
    .option('--json', 'print JSON on stdout, one object a policy')
    .addHelpText('after', help.policyCheck)
    .action(async (paths: string[], options: CheckOptions) => {
      const { check } = await import('./policy/check.ts');
      finish(await check(paths, options, context));
    });

  policy
    .command('test')
    .description('judge cases, and say which rules no case reached')
    .argument('<cases...>', 'files of cases')
    .option('--policy <file>', 'the policy, instead of the one that the files name')
    .option('--config <file>', CONFIG)
    .addOption(
      new Option(
        '--min-coverage <what>',
        'fail where a rule, stage or freeze is not reached',
      ).choices(['all']),
    )
    .option('--junit <file>', 'write JUnit XML, too')
    .option('--json', 'print JSON on stdout, one object a case and one a policy')
    .addHelpText('after', help.policyTest)
    .action(async (paths: string[], options: TestOptions) => {
      const { test } = await import('./policy/test.ts');
      finish(await test(paths, options, context));
    });

  policy
    .command('explain')
    .description('show the verdict over a request, and why')
    .argument('<policy>', 'the policy file')
    .option('--identity <name>', 'who asks: ci-payments')
    .option('--action <name>', 'what will be done: deploy, rotate-key, db.migrate')
    .option('--env <name>', 'where: production, staging')
    .option('--resource <name>', 'to what: payments-api, db/orders')
    .option('--at <moment>', 'when: 2026-12-20T19:00:00+01:00; now if left out')
    .option('--diff <range>', 'with this git diff: HEAD~1..HEAD')
    .option('--param <key=value>', 'a parameter; key:=json for other than text', parseParameter)
    .option('--reason <text>', 'why')
    .option('--ticket <key>', 'a ticket; can be given again', parseTicket)
    .option('--label <key=value>', 'a label of the identity; can be given again', parseText)
    .option('--claim <key=value>', 'a claim of its token; can be given again', parseText)
    .option('--cases <file>', 'take the request from a file of cases')
    .option('--case <name>', 'the case in it')
    .option('--json', 'print the verdict as JSON on stdout')
    .addHelpText('after', help.policyExplain)
    .action(async (path: string, options: PolicyExplainOptions) => {
      const { explain } = await import('./policy/explain.ts');
      finish(await explain(path, options, context));
    });

  policy
    .command('diff')
    .description('say in words what another policy changes')
    .argument('<old>', 'the policy before')
    .argument('<new>', 'the policy after')
    .option('--json', 'print JSON on stdout, one object a change')
    .addHelpText('after', help.policyDiff)
    .action(async (before: string, after: string, options: { json?: boolean }) => {
      const { diff } = await import('./policy/diff.ts');
      finish(await diff(before, after, options, context));
    });

  policy
    .command('replay')
    .description('judge past requests by a draft, and say what it would change')
    .usage('--policy <file> [options]')
    .option('--policy <file>', 'the draft')
    .option(
      '--config <file>',
      "the service's configuration: its known names, and owners and labels of identities",
    )
    .option('--url <url>', 'the service, instead of COUNTERSIGN_URL')
    .option(
      '--since <duration>',
      'requests that are not older: 12h, 90d; 30d if left out',
      parseDuration,
    )
    .option('--requests <file>', 'requests from a file, as "list --json" or --save wrote them')
    .option('--save <file>', 'keep the requests for --requests')
    .option('--json', 'print JSON on stdout, one object a request that changes, then a summary')
    .addHelpText('after', help.policyReplay)
    .action(async (options: ReplayOptions) => {
      const { replay } = await import('./policy/replay.ts');
      finish(await replay(complete(options, ['policy']), context));
    });
}
