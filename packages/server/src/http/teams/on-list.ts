import type { CardActionInput } from '../../chat/teams/input.ts';
import { renderTogether } from '../../chat/teams/render/list-card.ts';
import { resultTexts } from '../../chat/card/list.ts';
import type { TogetherResult } from '../../ports/list-use-cases.ts';
import { saying, showing, type InvokeAnswer } from './answer.ts';
import type { TeamsDeps } from './deps.ts';
import { FAILED, NO_CARD, NOT_CONFIRMED } from './words.ts';

type Executed = { answer: InvokeAnswer; late: string | null };

/** The buttons of a list: one of its requests by itself, or a form about several. */
export async function onList(deps: TeamsDeps, input: CardActionInput): Promise<Executed> {
  if (input.verb === 'list_show') return one(deps, input);
  if (input.verb === 'list_send') return send(deps, input);
  return together(deps, input, input.verb === 'list_reject' ? 'reject' : 'approve');
}

/** All of one request, for whoever has the list before their eyes; to be decided by those who may. */
async function one(deps: TeamsDeps, input: CardActionInput): Promise<Executed> {
  const { card, person, place } = input;
  const { channel, message } = place;
  if (channel === null) return only(NO_CARD);
  const at = { card, channel, message, alone: true } as const;
  const viewed = await deps.useCases.viewCard(person.account, at).catch(reported(deps));
  if (!viewed) return only(viewed === null ? NO_CARD : FAILED);
  const { content, may } = viewed;
  // What a list says in short is approved with a promise to have read it.
  const shown = { ...content, details: { approvable: may.approve } };
  const mayPress = may.approve || may.reject;
  const viewer = mayPress
    ? ({ kind: 'may_vote', may } as const)
    : ({ kind: 'may_not', may } as const);
  return { answer: showing(deps.draw(shown, { viewer, back: true })), late: FAILED };
}

async function together(
  deps: TeamsDeps,
  input: CardActionInput,
  vote: 'approve' | 'reject',
): Promise<Executed> {
  const { card, control, stage, person, place } = input;
  const click = { control, vote, account: person.account, channel: place.channel };
  const opened = await deps.useCases.openTogether(click).catch(reported(deps));
  if (!opened) return only(FAILED);
  if (!opened.ok)
    return { answer: await list(deps, input, opened.sentence), late: opened.sentence };
  return { answer: showing(renderTogether(opened, { card, control, stage })), late: FAILED };
}

/** The form is sent off: what it showed is in the store, under the name that its button carries. */
async function send(deps: TeamsDeps, input: CardActionInput): Promise<Executed> {
  const { control: form, reason, person } = input;
  const sent = { form, account: person.account, ...(reason === '' ? {} : { reason }) };
  const result = await deps.useCases.decideTogether(sent).catch(reported(deps));
  const said = result ? sentenceOf(result) : NOT_CONFIRMED;
  return { answer: await list(deps, input, said), late: said };
}

function sentenceOf(result: TogetherResult): string | null {
  if (!result.ok) return result.sentence;
  // A click that was delivered twice, or a second one: the list shows what came of the first.
  if (result.replayed) return null;
  const { headline, lines } = resultTexts(result);
  return [headline, ...lines].join('\n');
}

/** The list as it stands now, with something said to this person. */
async function list(
  deps: TeamsDeps,
  { card, person, place: { channel, message } }: CardActionInput,
  notice: string | null,
): Promise<InvokeAnswer> {
  if (channel === null) return saying(notice ?? NO_CARD);
  const at = { card, channel, message };
  const viewed = await deps.useCases.viewCard(person.account, at).catch(reported(deps));
  if (!viewed) return saying(notice ?? NO_CARD);
  return showing(deps.draw(viewed.content, { notice }));
}

function only(sentence: string): Executed {
  return { answer: saying(sentence), late: sentence };
}

function reported({ report }: TeamsDeps) {
  return (error: unknown): undefined => {
    report.error({ err: error }, 'A list in Teams could not be answered for.');
  };
}
