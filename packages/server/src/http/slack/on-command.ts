import type { VoteInput } from '../../ports/chat-use-cases.ts';
import type { CommandInput } from '../../chat/slack/input.ts';
import { textMessage } from '../../chat/slack/render/blocks.ts';
import { waitingBlocks } from '../../chat/slack/render/home.ts';
import { renderShown } from '../../chat/slack/render/message.ts';
import type { EphemeralAnswer } from '../../chat/slack/respond.ts';
import type { AckBody, Reaction } from './answer.ts';
import type { SlackDeps } from './deps.ts';
import { refreshHome } from './home.ts';
import { isFirst } from './once.ts';
import { FAILED, HELP, NOT_CONFIRMED } from './words.ts';

/** `/countersign …`: every answer is for the one who asked. */
export function onCommand(deps: SlackDeps, input: CommandInput): Reaction {
  const [verb = '', id = '', ...rest] = input.text.split(/\s+/);
  const decides = verb === 'approve' || verb === 'reject';
  const outcome = decides
    ? decide(deps, input, { vote: verb, id, comment: rest.join(' ') })
    : answer(deps, input, verb, id);
  return {
    outcome: outcome.then(ephemeral),
    failed: ephemeral(textMessage(decides ? NOT_CONFIRMED : FAILED)),
    late: (body) => respondLate(deps, input, body),
    ...(decides ? { afterwards: () => refreshHome(deps, input.account) } : {}),
  };
}

async function answer(
  deps: SlackDeps,
  input: CommandInput,
  verb: string,
  id: string,
): Promise<EphemeralAnswer> {
  switch (verb.toLowerCase()) {
    case '':
    case 'list': {
      const { waiting } = await deps.useCases.waitingFor(input.account);
      return { text: 'Waiting for you', blocks: waitingBlocks(waiting) };
    }
    case 'show':
      return id === '' ? textMessage(HELP) : show(deps, input, id);
    case 'help':
      return textMessage(HELP);
    default:
      return textMessage(`Countersign does not know “${verb.slice(0, 40)}”.\n\n${HELP}`);
  }
}

async function show(deps: SlackDeps, input: CommandInput, id: string): Promise<EphemeralAnswer> {
  const shown = await deps.useCases.show(input.account, id, input.channel);
  if (shown === null) {
    return textMessage(`There is no request ${id.slice(0, 60)} that you may see from here.`);
  }
  return renderShown({ ...shown, outcome: null, eligible: [] });
}

async function decide(
  deps: SlackDeps,
  { account, channel, triggerId }: CommandInput,
  said: { vote: VoteInput['vote']; id: string; comment: string },
): Promise<EphemeralAnswer> {
  const { vote, id, comment } = said;
  if (id === '') return textMessage(`Which request? /countersign ${vote} ID\n\n${HELP}`);
  if (vote === 'reject' && comment === '') {
    return textMessage(`Say why you reject it: /countersign reject ${id.slice(0, 60)} REASON`);
  }
  if (!(await isFirst(deps, triggerId))) return textMessage('This was taken already.');
  const result = await deps.useCases.castVote({
    target: { request: id },
    vote,
    ...(comment === '' ? {} : { comment }),
    account,
    kind: 'command',
    channel,
    message: null,
  });
  return textMessage(result.sentence);
}

function ephemeral(answer: EphemeralAnswer): AckBody {
  return { response_type: 'ephemeral', ...answer };
}

async function respondLate(
  deps: SlackDeps,
  { responseUrl }: CommandInput,
  body: AckBody | undefined,
): Promise<void> {
  if (responseUrl === null || body === undefined || !('blocks' in body)) return;
  await deps.respond(responseUrl, { text: body.text, blocks: body.blocks });
}
