import type { Escalation, Quorum } from '../plan.ts';
import type { ConditionalStage } from '../policy.ts';
import { detail } from './change.ts';
import type { Detail, Effect } from './change.ts';
import type { Ground } from './ground.ts';
import { effectOf, growth, ofNumbers, paired } from './lists.ts';
import { compareWhen } from './match.ts';
import { compareRest } from './rest.ts';
import { quorumWords, words } from './words.ts';

/** The stages of a rule that asks before and after. */
export function compareStages(
  before: readonly ConditionalStage[],
  after: readonly ConditionalStage[],
  { stagesAreAlone, isEndedAlike }: Ground,
): Detail[] {
  // A rule whose stages can all be left out may come to refuse; so can one that gets a stage.
  const mayBeSure = stagesAreAlone && before.some(isAlways) && after.some(isAlways);
  const details = paired(before, after, ({ name }) => name).flatMap((pair) => {
    const { name, before: was, after: is } = pair;
    const what = `stage ${name}`;
    const isSure = mayBeSure && (!was || isEndedAlike(was)) && (!is || isEndedAlike(is));
    if (was && is) return compareStage(what, was, is, isSure);
    const effect: Effect = is ? 'stricter' : 'looser';
    return [
      detail(what, was && stageWords(was), is && stageWords(is), isSure ? effect : undefined),
    ];
  });
  const moved = orderOf(before, after) !== orderOf(after, before);
  if (!moved) return details;
  return [...details, detail('order of stages', orderOf(before, after), orderOf(after, before))];
}

function isAlways({ when }: ConditionalStage): boolean {
  return when === null;
}

/** Of the stages that the other list has, too. */
function orderOf(some: readonly ConditionalStage[], others: readonly ConditionalStage[]): string {
  const names = new Set(others.map(({ name }) => name));
  return some
    .map(({ name }) => name)
    .filter((name) => names.has(name))
    .join(', ');
}

function compareStage(
  what: string,
  before: ConditionalStage,
  after: ConditionalStage,
  isSure: boolean,
): Detail[] {
  const when = compareWhen(before.when, after.when, isSure ? 'stricter' : undefined);
  return [
    ...compareQuorums(what, before, after, isSure),
    ...when.map((each) => ({ ...each, what: `${what} ${each.what}` })),
    ...compareRejection(what, before.rejection, after.rejection),
    ...compareEscalations(what, before.escalations, after.escalations, isSure),
    ...compareRest(
      before,
      after,
      ['name', 'combine', 'quorums', 'when', 'rejection', 'escalations', 'delegation'],
      what,
    ),
    ...compareDelegation(what, before.delegation, after.delegation),
  ];
}

function compareDelegation(what: string, before?: false, after?: false): Detail[] {
  if (before === after) return [];
  const [was, is] = [before, after].map((no) => (no === false ? 'do not vote' : 'vote'));
  return [detail(`${what} stand-ins`, was, is, after === false ? 'stricter' : 'looser')];
}

function compareQuorums(
  what: string,
  before: ConditionalStage,
  after: ConditionalStage,
  isSure: boolean,
): Detail[] {
  const [was, is] = [quorumsWords(before), quorumsWords(after)];
  if (was === is) return [];
  return [detail(what, was, is, isSure ? quorumsEffect(before, after) : undefined)];
}

/** Said of one quorum that changes in one way, where all others stay. */
function quorumsEffect(before: ConditionalStage, after: ConditionalStage): Effect | undefined {
  if (before.combine !== after.combine || before.quorums.length !== after.quorums.length) {
    return undefined;
  }
  const effects = before.quorums.flatMap((was, at) => {
    const is = after.quorums[at];
    return is ? quorumEffects(was, is) : [];
  });
  const [first] = effects;
  return effects.every((effect) => effect === first) ? first : undefined;
}

function quorumEffects(was: Quorum, is: Quorum): (Effect | undefined)[] {
  const count = ofNumbers(was.quorum, is.quorum);
  const groups = growth(was.groups, is.groups);
  return [
    ...(count === 'same' ? [] : [effectOf(count, 'stricter')]),
    ...(groups === 'same' ? [] : [effectOf(groups, 'looser')]),
  ];
}

type Rejection = ConditionalStage['rejection'];

function compareRejection(what: string, before: Rejection, after: Rejection): Detail[] {
  const details: Detail[] = [];
  const count = ofNumbers(before.quorum, after.quorum);
  if (count !== 'same') {
    const effect = effectOf(count, 'looser');
    const rejections = [before, after].map(({ quorum }) => String(quorum));
    details.push(detail(`${what} rejections that end it`, rejections[0], rejections[1], effect));
  }
  if (JSON.stringify(before.veto) !== JSON.stringify(after.veto)) {
    const effect = effectOf(growth(before.veto, after.veto), 'stricter');
    details.push(detail(`${what} veto`, words(before.veto), words(after.veto), effect));
  }
  return details;
}

function compareEscalations(
  what: string,
  before: readonly Escalation[],
  after: readonly Escalation[],
  isSure: boolean,
): Detail[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const change = growth(before.map(whoAndWhen), after.map(whoAndWhen));
  const effect = isSure ? effectOf(change, 'looser') : undefined;
  return [detail(`${what} escalation`, words(before), words(after), effect)];
}

function whoAndWhen({ afterMs, groups }: Escalation): string {
  return JSON.stringify([afterMs, groups]);
}

export function stageWords(stage: ConditionalStage): string {
  const { when } = stage;
  return when ? `${quorumsWords(stage)}, when ${when.source.trim()}` : quorumsWords(stage);
}

function quorumsWords({ combine, quorums }: ConditionalStage): string {
  return quorums.map(quorumWords).join(combine === 'all' ? ' and ' : ', or ');
}
