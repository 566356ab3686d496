import type { Account } from '@countersign/core/people';
import type { ActInput, VoteInput, VoteResult } from '../../ports/chat-use-cases.ts';
import { answerText } from '../../chat/card/answer.ts';
import type { CommandInput } from '../../chat/slack/input.ts';
import { textMessage } from '../../chat/slack/render/blocks.ts';
import { waitingMessage } from '../../chat/slack/render/home.ts';
import { renderShown } from '../../chat/slack/render/message.ts';
import type { EphemeralAnswer } from '../../chat/slack/respond.ts';
import {
  isEmergency,
  readApproval,
  readDelegate,
  readReview,
  readWords,
} from '../command-words.ts';
import type { AckBody, Reaction } from './answer.ts';
import type { SlackDeps } from './deps.ts';
import { refreshHomeAfter } from './home.ts';
import { actOf } from './once.ts';
import { FAILED, HELP, NOT_CONFIRMED, REVIEW_HOW, TAKEN } from './words.ts';

/** `/countersign …`: every answer is for the one who asked. */
export function onCommand(deps: SlackDeps, input: CommandInput): Reaction {
  const { written, id, rest } = readWords(input.text);
  const verb = written.toLowerCase();
  const comment = rest.join(' ');
  if (verb === 'approve' && id !== '') {
    const approval = readApproval(rest);
    const target = { request: id, words: { stage: approval.stage } };
    return decide(deps, input, { vote: verb, target, comment: approval.comment });
  }
  if (verb === 'reject' && id !== '') {
    if (comment === '') return saying(deps, input, reasonMissing(id));
    return decide(deps, input, { vote: verb, target: { request: id }, comment });
  }
  if (isEmergency(verb) && id !== '') {
    return spoken(
      deps,
      input,
      id,
      deps.useCases.breakGlass({ ...about(input, id), reason: comment }),
    );
  }
  if (verb === 'review' && id !== '') {
    const review = readReview(rest);
    if (review === null) return saying(deps, input, REVIEW_HOW);
    return spoken(deps, input, id, deps.useCases.review({ ...about(input, id), ...review }));
  }
  return {
    outcome: answer(deps, input, { verb, written, id }).then(ephemeral),
    ...(verb === 'delegate' || verb === 'undelegate' ? { lasts: true } : {}),
    failed: ephemeral(textMessage(FAILED)),
    late: (body) => respondLate(deps, input, body),
  };
}

function saying(deps: SlackDeps, input: CommandInput, text: string): Reaction {
  return {
    outcome: Promise.resolve(ephemeral(textMessage(text))),
    late: (body) => respondLate(deps, input, body),
  };
}

function reasonMissing(id: string): string {
  return `Say why you reject it: /countersign reject ${id.slice(0, 60)} REASON`;
}

async function answer(
  deps: SlackDeps,
  input: CommandInput,
  { verb, written, id }: { verb: string; written: string; id: string },
): Promise<EphemeralAnswer> {
  switch (verb) {
    case '':
    case 'list':
      return waitingMessage(await deps.useCases.waitingFor(input.account));
    case 'show':
      return id === '' ? textMessage(whichRequest(verb)) : show(deps, input, id);
    case 'help':
      return textMessage(HELP);
    case 'delegate':
      return textMessage(await delegate(deps, input));
    case 'undelegate': {
      const { account } = input;
      return textMessage((await deps.useCases.undelegate({ account, ...actOnce(input) })) ?? TAKEN);
    }
    case 'delegations':
      return textMessage(await deps.useCases.delegations(input.account));
    case 'approve':
    case 'reject':
    case 'break-glass':
    case 'review':
      return textMessage(whichRequest(verb));
    default:
      return textMessage(`Countersign does not know “${written.slice(0, 40)}”.\n\n${HELP}`);
  }
}

function whichRequest(verb: string): string {
  return `Which request? /countersign ${verb} ID\n\n${HELP}`;
}

async function show(deps: SlackDeps, input: CommandInput, id: string): Promise<EphemeralAnswer> {
  const shown = await deps.useCases.show(input.account, id, input.channel);
  if (shown === null) {
    return textMessage(noSuchRequest(id));
  }
  return renderShown(shown);
}

async function delegate(deps: SlackDeps, input: CommandInput): Promise<string> {
  const { account, text } = input;
  const { who = '', until = '' } = readDelegate(text.split(/\s+/).slice(1)) ?? {};
  const standIn = accountIn(who, account);
  return (await deps.useCases.delegate({ account, standIn, until, ...actOnce(input) })) ?? TAKEN;
}

/** As Slack escapes a person who was chosen from its list; who that is, it is asked. */
function accountIn(who: string, { platform, team }: Account): Account | null {
  const user = /^<@([UW][A-Z0-9]{2,30})(?:\|[^<>]*)?>$/.exec(who)?.[1];
  return user === undefined ? null : { platform, team, user };
}

function actOnce(input: CommandInput): { act: string | undefined } {
  return { act: actOf(input).act };
}

function noSuchRequest(id: string): string {
  return `There is no request ${id.slice(0, 60)} that you may see from here.`;
}

type Said = {
  vote: VoteInput['vote'];
  target: Extract<VoteInput['target'], { request: string }>;
  comment: string;
};

function decide(deps: SlackDeps, input: CommandInput, { vote, target, comment }: Said): Reaction {
  const { account, channel } = input;
  const decided = deps.useCases.castVote({
    target,
    vote,
    ...(comment === '' ? {} : { comment }),
    account,
    kind: 'command',
    channel,
    message: null,
    ...actOf(input),
  });
  return spoken(deps, input, target.request, decided);
}

/** Answers with what became of what was said about a request. */
function spoken(
  deps: SlackDeps,
  input: CommandInput,
  id: string,
  decided: Promise<VoteResult | null>,
): Reaction {
  return {
    outcome: decided.then((result) => ephemeral(answerTo(result, id))),
    lasts: true,
    failed: ephemeral(textMessage(NOT_CONFIRMED)),
    late: (body) => respondLate(deps, input, body),
    afterwards: () => refreshHomeAfter(deps, input.account, decided),
  };
}

function about(input: CommandInput, request: string): ActInput {
  const { account, channel } = input;
  return { target: { request }, account, kind: 'command', channel, message: null, ...actOf(input) };
}

/** Null is a replay, which has had its answer. */
function answerTo(result: VoteResult | null, id: string): EphemeralAnswer {
  if (result === null) return textMessage(TAKEN);
  if (result.ok) return textMessage(answerText(result));
  if (result.request === null) return textMessage(noSuchRequest(id));
  return textMessage(result.sentence, result.link);
}

function ephemeral(answer: EphemeralAnswer): AckBody {
  return { response_type: 'ephemeral', ...answer };
}

async function respondLate(
  deps: SlackDeps,
  { responseUrl, account, channel }: CommandInput,
  body: AckBody | undefined,
): Promise<void> {
  if (body === undefined || !('blocks' in body)) return;
  const { text, blocks } = body;
  if (responseUrl !== null) await deps.respond(responseUrl, { text, blocks });
  // It was kept without its response URL.
  else await deps.inbox.note({ user: account.user, channel }, text);
}
