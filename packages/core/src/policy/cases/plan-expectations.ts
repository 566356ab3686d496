import { moment } from '../../text/moment.ts';
import { formatDuration, parseDuration } from '../duration.ts';
import type { BindingTrigger, Plan } from '../plan.ts';
import type { RuleLimit, Verdict } from '../verdict.ts';
import { emergency } from './emergency.ts';
import { listed, parts, same, sameNames, sorted, spelled } from './expectation.ts';
import type { Expectation } from './expectation.ts';
import type { Expected } from './shape.ts';

/** What a case expects of the plan beside who is asked; a refusal has nothing of it. */
export function* planExpectations(expected: Expected, verdict: Verdict): Generator<Expectation> {
  const plan = verdict.outcome === 'refuse' ? undefined : verdict.plan;
  const { limits, cooldown, hold_until: holdUntil, reuse, burst, grant, bindings = {} } = expected;
  if (limits !== undefined) yield sameLimits(limits, verdict);
  yield* showing(expected, plan);
  yield* separation(expected.separation ?? {}, plan);
  if (holdUntil !== undefined) {
    const wanted = holdUntil === 'none' ? 'none' : moment(Date.parse(holdUntil));
    yield same(
      'hold_until',
      wanted,
      plan?.holdUntil === undefined ? 'none' : moment(plan.holdUntil),
    );
  }
  if (cooldown !== undefined) {
    const wanted = cooldown === 'none' ? 'none' : spelled(cooldown);
    yield same('cooldown', wanted, optionalDuration(plan?.cooldownMs));
  }
  if (reuse !== undefined) {
    const got = plan?.reuse;
    yield* parts(
      'reuse',
      reuse,
      got && { uses: `${got.uses}`, within: formatDuration(got.withinMs) },
    );
  }
  if (burst !== undefined) {
    const got = plan?.burst;
    yield* parts('burst', burst, got && { within: formatDuration(got.withinMs) });
  }
  if (expected.break_glass !== undefined) yield* emergency(expected.break_glass, plan?.breakGlass);
  if (grant !== undefined) {
    const got = plan?.grant;
    yield* parts(
      'grant',
      grant,
      got && {
        audience: sorted(got.audience),
        scope: sorted(got.scope),
        lifetime: formatDuration(got.lifetimeMs),
        uses: `${got.uses}`,
        targets: sorted(got.targets),
      },
    );
  }
  for (const trigger of ['approved', 'rejected', 'expired', 'withdrawn'] as const) {
    const wanted = bindings[trigger];
    if (wanted === undefined) continue;
    const names = wanted.map(({ webhook }) => webhook);
    yield sameNames(`bindings.${trigger}`, names, fired(trigger, plan));
  }
}

function* showing(
  { direct, private: inPrivate, sensitivity, ping }: Expected,
  plan: Plan | undefined,
): Generator<Expectation> {
  const got = plan?.showing ?? {};
  if (direct !== undefined) {
    const wanted = direct === 'none' ? direct : listed(direct);
    yield same('direct', wanted, listed(plan?.direct ?? []));
  }
  if (inPrivate !== undefined) yield is('private', inPrivate, got.inPrivate ?? false);
  if (sensitivity !== undefined) {
    yield same('sensitivity', sensitivity, got.sensitivity ?? 'normal');
  }
  if (ping !== undefined) yield is('ping', ping, !got.silent);
}

function* separation(
  wanted: NonNullable<Expected['separation']>,
  plan: Plan | undefined,
): Generator<Expectation> {
  const { owner, authors, earlier_voters: earlierVoters } = wanted;
  const got = plan?.separation;
  if (owner !== undefined) yield is('separation.owner', owner, got?.owner);
  if (authors !== undefined) yield is('separation.authors', authors, got?.authors);
  if (earlierVoters !== undefined) {
    yield is('separation.earlier_voters', earlierVoters, got?.earlierVoters);
  }
}

type WrittenLimit = NonNullable<Expected['limits']>[number];

/** Each limit, in any order; one that names no rule is that of any. */
function sameLimits(expected: readonly WrittenLimit[], verdict: Verdict): Expectation {
  const got = verdict.outcome === 'refuse' ? [] : verdict.limits;
  const left = [...got];
  // Those that name their rule choose first.
  for (const wanted of expected.toSorted((a, b) => Number(!a.rule) - Number(!b.rule))) {
    const at = left.findIndex((one) => isLimit(wanted, one));
    if (at >= 0) left.splice(at, 1);
  }
  return {
    what: 'limits',
    expected: listed(expected.map(({ rule, count, per }) => limitText(count, spelled(per), rule))),
    got: listed(
      got.map(({ rule, limit }) => limitText(limit.count, formatDuration(limit.perMs), rule)),
    ),
    met: left.length === 0 && got.length === expected.length,
  };
}

function isLimit({ rule, count, per }: WrittenLimit, { rule: by, limit }: RuleLimit): boolean {
  return (rule ?? by) === by && count === limit.count && parseDuration(per) === limit.perMs;
}

function limitText(count: number, per: string, rule: string | undefined): string {
  return `${count} in ${per}${rule === undefined ? '' : ` by ${rule}`}`;
}

function fired(trigger: BindingTrigger, plan: Plan | undefined): string[] {
  return (plan?.bindings[trigger] ?? []).map(({ name }) => name);
}

function is(what: string, expected: boolean, got: boolean | undefined): Expectation {
  return same(what, `${expected}`, got === undefined ? 'none' : `${got}`);
}

function optionalDuration(ms: number | undefined): string {
  return ms === undefined ? 'none' : formatDuration(ms);
}
