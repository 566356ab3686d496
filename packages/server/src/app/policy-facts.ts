import type { ConditionFacts } from '@countersign/core/policy/conditions/facts';
import type { PolicyFacts } from '@countersign/core/policy/facts';
import type { Masked } from '@countersign/core/request/state';
import type { Submission } from '@countersign/core/wire/submission';
import { parsePatch } from 'diff';
import type { Caller } from './caller.ts';
import type { Context } from './context.ts';

/** What policy judges a submission by. What nobody asks for is not fetched, and so is unknown. */
export async function policyFacts(
  ctx: Context,
  caller: Caller,
  asked: { submission: Submission; digest?: string; masked?: Masked[] },
): Promise<PolicyFacts> {
  const now = ctx.now();
  const { submission, digest, masked } = asked;
  return {
    identity: caller.facts,
    request: requestFacts(submission),
    change: {
      ...changeFacts(submission, ctx.policy.needs),
      ...(digest === undefined ? {} : { digest }),
      ...(masked === undefined ? {} : { hasSecrets: masked.length > 0 }),
    },
    time: await timeFacts(ctx.policy, now),
    ...(await historyFacts(ctx, caller, submission, now)),
  };
}

export function requestFacts(
  submission: Pick<Submission, 'action' | 'environment' | 'resource'> & Partial<Submission>,
): PolicyFacts['request'] {
  const { action, environment, resource, parameters = {}, reason = '', tickets = [] } = submission;
  return {
    action,
    environment,
    resource,
    segments: resource.split(/[/:]/u),
    parameters,
    reason,
    tickets: tickets.map(({ key }) => key),
    urgent: false,
  };
}

export function changeFacts(
  { change = {} }: Pick<Submission, 'change'>,
  needs: ReadonlySet<string>,
): NonNullable<ConditionFacts['change']> {
  const { repository = '', commit = '', command = [], artifacts = [], authors = [] } = change;
  return {
    kind: kindOf(change),
    repository,
    commit,
    command,
    artifacts: artifacts.map(({ name }) => name),
    authors,
    ...(statistics.some((path) => needs.has(path)) ? diffFacts(change.diff) : {}),
  };
}

function kindOf(change: NonNullable<Submission['change']>): string {
  if (change.diff !== undefined) return 'diff';
  if ((change.artifacts ?? []).length > 0) return 'artifacts';
  return change.command === undefined ? 'none' : 'command';
}

const statistics = [
  'change.files',
  'change.filesChanged',
  'change.linesAdded',
  'change.linesRemoved',
];

/** Unknown for a change without a diff, and for a diff that cannot be read. */
function diffFacts(diff: string | undefined) {
  const patches = diff === undefined ? null : patchesOf(diff);
  if (patches === null || patches.length === 0) return {};
  const lines = patches.flatMap(({ hunks }) => hunks.flatMap((hunk) => hunk.lines));
  return {
    files: [
      ...new Set(
        patches.flatMap(({ oldFileName, newFileName }) => paths(oldFileName, newFileName)),
      ),
    ],
    filesChanged: patches.length,
    linesAdded: lines.filter((line) => line.startsWith('+')).length,
    linesRemoved: lines.filter((line) => line.startsWith('-')).length,
  };
}

function patchesOf(diff: string) {
  try {
    return parsePatch(diff);
  } catch {
    return null;
  }
}

/** As git names them, `a/` and `b/` before; the other side of a new or removed file is none. */
function paths(...names: (string | undefined)[]): string[] {
  return names.flatMap((name) =>
    name === undefined || name === '/dev/null' ? [] : [name.replace(/^[ab]\//u, '')],
  );
}

/** The calendar is loaded where a condition asks for it. */
async function timeFacts(
  { zone, needs }: Context['policy'],
  now: number,
): Promise<PolicyFacts['time']> {
  if (![...needs].some((path) => path.startsWith('time.') && path !== 'time.now')) return { now };
  const { zonedParts } = await import('@countersign/core/policy/calendar/parts');
  const { weekday, hour, minute, date } = zonedParts(zone, now);
  return { now, weekday, hour, minute, date };
}

async function historyFacts(
  ctx: Context,
  { identity }: Caller,
  { action, resource }: Submission,
  now: number,
): Promise<Pick<ConditionFacts, 'history'>> {
  if (![...ctx.policy.needs].some((path) => path.startsWith('history'))) return {};
  const history = await ctx.store.requests.history({
    identity: identity.id,
    action,
    resource,
    now,
  });
  return { history };
}
