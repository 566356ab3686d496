import { explain as tree } from '@countersign/core/policy/explain';
import type { Json } from '@countersign/core/wire/types';
import { quote } from '@countersign/core/text/quote';
import { didYouMean } from '@countersign/core/text/did-you-mean';
import { readDiff } from '../../git/diff.ts';
import type { Context } from '../context.ts';
import { exit, UsageError } from '../exit.ts';
import { complete } from '../options.ts';
import { jsonLine } from '../show/text.ts';
import { printTree } from '../show/tree.ts';
import { readSound } from './files.ts';
import { readCaseFile } from './test.ts';
import { loadTools } from './tools.ts';
import type { Tools } from './tools.ts';

export type PolicyExplainOptions = {
  action?: string;
  env?: string;
  resource?: string;
  identity?: string;
  at?: string;
  diff?: string;
  param?: Record<string, Json>;
  reason?: string;
  ticket?: { key: string }[];
  label?: Record<string, string>;
  claim?: Record<string, string>;
  cases?: string;
  case?: string;
  json?: boolean;
};

/** The verdict over a request as a tree; exit code 0 whatever it is. */
export async function explain(
  path: string,
  options: PolicyExplainOptions,
  context: Context,
): Promise<number> {
  const at = { tools: await loadTools(), cwd: context.cwd };
  const policy = await readSound(path, at);
  const written =
    options.case === undefined
      ? await fromOptions(options, at)
      : await fromCases(complete(options, ['cases', 'case']), at);
  const verdict = at.tools.evaluate(policy, at.tools.caseFacts(policy, written));
  if (options.json) context.stdout.write(`${jsonLine(verdict)}\n`);
  else printTree(tree(verdict), context.stdout);
  return exit.ok;
}

type Written = Parameters<Tools['caseFacts']>[1];

async function fromCases(
  options: PolicyExplainOptions,
  at: { tools: Tools; cwd: string },
): Promise<Written> {
  const { cases: file = '', case: name = '' } = options;
  const { cases } = await readCaseFile(file, at);
  const found = cases.find((each) => each.name === name);
  if (found) return found;
  const hint = didYouMean(
    name,
    cases.map((each) => each.name),
  );
  throw new UsageError(`${file} has no case ${quote(name)}. ${hint ?? ''}`.trimEnd());
}

/** NaN for what is none, and for what would be another moment on a machine of another zone. */
function momentOf(text: string): number {
  const [, day] = /^(\d{4}-\d\d-\d\d)T[\d:.]+(?:Z|[+-]\d\d:\d\d)$/u.exec(text) ?? [];
  const known = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00Z`);
  const isDay = !Number.isNaN(known) && new Date(known).toISOString().startsWith(`${day}`);
  return isDay ? Date.parse(text) : Number.NaN;
}

/** What no option gives and only the service could know is unknown. */
async function fromOptions(
  options: PolicyExplainOptions,
  { tools, cwd }: { tools: Tools; cwd: string },
): Promise<Written> {
  const needed = ['action', 'env', 'resource', 'identity'] as const;
  const { action = '', env = '', resource = '', identity = '' } = complete(options, [...needed]);
  for (const [option, fault] of [
    ['--action', tools.unaskable('action', action)],
    ['--env', tools.unaskable('environment', env)],
    ['--resource', tools.unaskable('resource', resource)],
  ]) {
    if (fault !== undefined) throw new UsageError(`${option}: ${fault}`);
  }
  const { label, claim, param, reason, ticket } = options;
  const moment = options.at === undefined ? Date.now() : momentOf(options.at);
  if (Number.isNaN(moment)) {
    throw new UsageError('--at is a moment with its offset, as in 2026-12-20T19:00:00+01:00.');
  }
  const diff = options.diff === undefined ? undefined : await readDiff(options.diff, cwd);
  return {
    request: {
      identity,
      action,
      environment: env,
      resource,
      ...(param && { parameters: param }),
      ...(diff !== undefined && { change: { diff } }),
      ...(reason !== undefined && { reason }),
      ...(ticket && { tickets: ticket.map(({ key }) => key) }),
    },
    identity: { ...(label && { labels: label }), ...(claim && { claims: claim, proof: 'oidc' }) },
    at: new Date(moment).toISOString(),
    unknown: [
      'history',
      'change.hasSecrets',
      'identity.owner',
      ...(label ? [] : ['identity.labels']),
      ...(claim ? [] : ['identity.claims', 'identity.proof']),
    ],
  };
}
