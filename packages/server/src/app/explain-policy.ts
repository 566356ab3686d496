import { changeDigest } from '@countersign/core/change';
import type { Person } from '@countersign/core/people';
import { explain } from '@countersign/core/policy/explain';
import type { Plan, StagePlan } from '@countersign/core/policy/plan';
import { approvers } from '@countersign/core/request/eligibility';
import type { Submission } from '@countersign/core/wire/submission';
import type { Caller } from './caller.ts';
import type { Context } from './context.ts';
import { mayAsk } from './identities/may-act.ts';
import { policyFacts } from './policy-facts.ts';
import { asMember, standInsOf } from './stand-ins.ts';

/** What policy would say of a request, and who could approve it. Nothing is kept, nobody is told. */
export async function explainPolicy(
  ctx: Context,
  caller: Caller,
  { submission }: { submission: Submission },
) {
  const stopped = await mayAsk(ctx, caller, submission.action);
  if (stopped) return { outcome: 'refuse' as const, rules: [], text: stopped.message };
  const { masked } = await ctx.mask(submission);
  const whole = submission.change === undefined ? {} : { digest: changeDigest(submission), masked };
  const verdict = ctx.policy.evaluate(await policyFacts(ctx, caller, { submission, ...whole }));
  const text = explain(verdict);
  if (verdict.outcome === 'refuse') return { outcome: verdict.outcome, rules: verdict.by, text };
  const { rules, stages } = verdict.plan;
  const grant = grantShown(ctx, verdict.plan, submission);
  if (verdict.outcome === 'allow') return { outcome: verdict.outcome, rules, ...grant, text };
  const shown = await Promise.all(
    stages.map((stage) => stageShown(ctx, caller, verdict.plan, stage)),
  );
  return { outcome: verdict.outcome, rules, stages: shown, ...grant, text };
}

/** Of the targets that policy names, those that the configuration has for this resource. */
function grantShown(ctx: Context, { grant }: Plan, { resource }: Submission) {
  if (!grant) return {};
  const { audience, scope, targets } = grant;
  const opened = targets.filter((name) => ctx.targets.get(name)?.serves(resource));
  return { grant: { audience, scope, targets: opened } };
}

async function stageShown(
  ctx: Context,
  { behind }: Caller,
  { policyVersion }: { policyVersion: string },
  stage: StagePlan,
) {
  const groups = await ctx.policy.groups(policyVersion, approvers(stage));
  const people = await ctx.people.members(groups);
  const able = people.filter(isNot(behind));
  const standIns = stage.delegation === false ? [] : await standInsOf(ctx, able);
  const all = [...able, ...standIns.map(asMember).filter(isNot([...behind, ...able]))];
  const { name, rules, combine, quorums } = stage;
  return { name, rules, combine, quorums, people: all.map(shown) };
}

function isNot(behind: readonly Person[]) {
  return ({ id }: Person) => !behind.some((one) => one.id === id);
}

function shown({ id, name }: Person): Person {
  return { id, name };
}
