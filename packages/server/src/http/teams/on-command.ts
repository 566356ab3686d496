import type { AdaptiveCard } from '@microsoft/teams.cards';
import { answerText } from '../../chat/card/answer.ts';
import type { CommandInput } from '../../chat/teams/input.ts';
import { textCard } from '../../chat/teams/render/activity.ts';
import { renderShown } from '../../chat/teams/render/card.ts';
import { waitingCard } from '../../chat/teams/render/list.ts';
import type { ActInput, VoteInput, VoteResult } from '../../ports/chat-use-cases.ts';
import {
  isEmergency,
  readApproval,
  readDelegate,
  readReview,
  readWords,
} from '../command-words.ts';
import type { TeamsDeps } from './deps.ts';
import { FAILED, HELP, NOT_CONFIRMED, REVIEW_HOW } from './words.ts';

/** Words to the bot. Every answer goes to the one who asked, in their own chat with the bot. */
export async function onCommand(deps: TeamsDeps, input: CommandInput): Promise<void> {
  const card = await answer(deps, input).catch((error: unknown) => {
    deps.report.error({ err: error }, 'A command could not be answered.');
    return textCard(FAILED);
  });
  if (card !== null) await deps.tell(input, card);
}

/** Null for what had its answer before. */
async function answer(deps: TeamsDeps, input: CommandInput): Promise<AdaptiveCard | null> {
  const { written, id, rest } = readWords(input.text);
  const verb = written.toLowerCase();
  if (verb === 'approve' && id !== '') {
    const { stage, comment } = readApproval(rest);
    return decide(deps, input, { vote: verb, target: { request: id, words: { stage } }, comment });
  }
  if (verb === 'reject' && id !== '') {
    const comment = rest.join(' ');
    return decide(deps, input, { vote: verb, target: { request: id }, comment });
  }
  const words = about(input, id);
  if (isEmergency(verb) && id !== '') {
    const reason = rest.join(' ');
    return answered(deps, id, deps.useCases.breakGlass({ ...words, reason }));
  }
  if (verb === 'review' && id !== '') {
    const review = readReview(rest);
    if (review === null) return textCard(REVIEW_HOW);
    return answered(deps, id, deps.useCases.review({ ...words, ...review }));
  }
  if (verb === 'delegate' || verb === 'undelegate') {
    const said = verb === 'delegate' ? delegate(deps, input) : undelegate(deps, input);
    const sentence = await said;
    return sentence === null ? null : textCard(sentence);
  }
  const { activity } = input;
  if (activity !== null && !(await deps.firstSight('teams.activity', activity))) return null;
  switch (verb) {
    case '':
    case 'list':
      return waitingCard(await deps.useCases.waitingFor(input.person.account));
    case 'show':
      return id === '' ? textCard(whichRequest(verb)) : show(deps, input, id);
    case 'delegations':
      return textCard(await deps.useCases.delegations(input.person.account));
    case 'help':
      return textCard(HELP);
    case 'approve':
    case 'reject':
    case 'break-glass':
    case 'review':
      return textCard(whichRequest(verb));
    default:
      return textCard(`Countersign does not know “${written.slice(0, 40)}”.\n${HELP}`);
  }
}

async function delegate(deps: TeamsDeps, input: CommandInput): Promise<string | null> {
  const { person, activity, text, place } = input;
  const { who = '', until = '' } = readDelegate(text.split(/\s+/u).slice(1)) ?? {};
  const standIn = who === '' ? null : await deps.accountOf(place, who);
  const { account } = person;
  return deps.useCases.delegate({ account, standIn, until, act: activity ?? undefined });
}

function undelegate(deps: TeamsDeps, { person, activity }: CommandInput): Promise<string | null> {
  return deps.useCases.undelegate({ account: person.account, act: activity ?? undefined });
}

async function show(deps: TeamsDeps, input: CommandInput, id: string): Promise<AdaptiveCard> {
  const shown = await deps.useCases.show(input.person.account, id, input.place.channel);
  if (shown === null) return textCard(noSuchRequest(id));
  return renderShown(shown);
}

type Said = {
  vote: VoteInput['vote'];
  target: Extract<VoteInput['target'], { request: string }>;
  comment: string;
};

async function decide(
  deps: TeamsDeps,
  { person, place, activity }: CommandInput,
  { vote, target, comment }: Said,
): Promise<AdaptiveCard | null> {
  const { request: id } = target;
  if (vote === 'reject' && comment === '') {
    return textCard(`Say why you reject it: reject ${id.slice(0, 60)} REASON`);
  }
  const cast = deps.useCases.castVote({
    target,
    vote,
    ...(comment === '' ? {} : { comment }),
    account: person.account,
    kind: 'command',
    channel: place.channel,
    message: null,
    ...(activity === null ? {} : { act: activity }),
  });
  return answered(deps, id, cast);
}

function about({ person, place, activity }: CommandInput, request: string): ActInput {
  const { account } = person;
  const act = activity === null ? {} : { act: activity };
  const target = { request };
  return { target, account, kind: 'command', channel: place.channel, message: null, ...act };
}

/** What became of what was said about a request; null for what had its answer before. */
function whichRequest(verb: string): string {
  return `Which request? Write: ${verb} ID\n${HELP}`;
}

async function answered(
  deps: TeamsDeps,
  id: string,
  said: Promise<VoteResult | null>,
): Promise<AdaptiveCard | null> {
  const result = await said.catch((error: unknown) => {
    deps.report.error({ err: error }, 'A vote could not be cast.');
    return 'failed' as const;
  });
  if (result === 'failed') return textCard(NOT_CONFIRMED);
  if (result === null) return null;
  if (result.ok) return textCard(answerText(result));
  if (result.request === null) return textCard(noSuchRequest(id));
  return textCard(result.sentence, result.link);
}

function noSuchRequest(id: string): string {
  return `There is no request ${id.slice(0, 60)} that you may see from here.`;
}
