import type { AdaptiveCard } from '@microsoft/teams.cards';
import { resultTexts } from '../../chat/card/together.ts';
import { EMERGENCY } from '../../chat/card/emergency.ts';
import type { CardActionInput } from '../../chat/teams/input.ts';
import { textCard } from '../../chat/teams/render/activity.ts';
import { renderTogether } from '../../chat/teams/render/list-card.ts';
import type { ViewedCard } from '../../ports/chat-use-cases.ts';
import type { TogetherResult } from '../../ports/list-use-cases.ts';
import { dialog, dialogSaying } from './answer.ts';
import { actOf, cast, whatIsMissing } from './cast.ts';
import type { TeamsDeps } from './deps.ts';
import { sentenceOf, type Executed } from './on-card-action.ts';
import { FAILED, NO_CARD, NO_DETAILS, NOT_CONFIRMED, RECORDED } from './words.ts';

/**
 * The dialogs of a list: one of its requests, or a form about several. They stand beside the message,
 * which is edited with each decision and each request that joins.
 */
export async function onDialog(deps: TeamsDeps, input: CardActionInput): Promise<Executed> {
  switch (input.verb) {
    case 'list_show':
    case 'refresh':
      return one(deps, input);
    case 'list_approve':
      return together(deps, input, 'approve');
    case 'list_reject':
      return together(deps, input, 'reject');
    case 'list_send':
      return send(deps, input);
    case 'emergency':
      return emergencyForm(deps, input);
    case 'approve':
    case 'reject':
    case 'break_glass':
    case 'all_is_well':
    case 'concern':
      return decide(deps, input);
    case 'details':
      return only(NO_DETAILS);
  }
}

/** All of one request, for whoever has the list before their eyes; to be decided by those who may. */
async function one(deps: TeamsDeps, input: CardActionInput): Promise<Executed> {
  const viewed = await viewOf(deps, input);
  if (typeof viewed === 'string') return only(viewed);
  const { content, may } = viewed;
  // What a list says in short is approved with a promise to have read it.
  const shown = { ...content, details: { approvable: may.approve } };
  const kind = may.approve || may.reject ? 'may_vote' : 'may_not';
  return opened('Countersign', deps.draw(shown, { viewer: { kind, may }, dialog: true }));
}

/** The form for approving alone, for one of those who may. */
async function emergencyForm(deps: TeamsDeps, input: CardActionInput): Promise<Executed> {
  const allowed = await deps.useCases.openBreakGlass(actOf(input)).catch(reported(deps));
  if (!allowed) return only(FAILED);
  if (!allowed.ok) return only(allowed.sentence);
  const viewed = await viewOf(deps, input);
  if (typeof viewed === 'string') return only(viewed);
  const viewer = { kind: 'may_vote', may: viewed.may } as const;
  return opened(EMERGENCY, deps.draw(viewed.content, { viewer, form: 'emergency', dialog: true }));
}

/** As it stands now, by itself; or why it can't be shown. */
async function viewOf(
  deps: TeamsDeps,
  { card, person, place: { channel } }: CardActionInput,
): Promise<ViewedCard | string> {
  if (channel === null) return NO_CARD;
  const at = { card, channel, message: null, alone: true } as const;
  const viewed = await deps.useCases.viewCard(person.account, at).catch(reported(deps));
  return viewed ?? (viewed === null ? NO_CARD : FAILED);
}

async function together(
  deps: TeamsDeps,
  input: CardActionInput,
  vote: 'approve' | 'reject',
): Promise<Executed> {
  const { card, control, stage, person, place } = input;
  const click = { control, vote, account: person.account, channel: place.channel };
  const form = await deps.useCases.openTogether(click).catch(reported(deps));
  if (!form) return only(FAILED);
  if (!form.ok) return only(form.sentence);
  return opened(
    `${vote === 'approve' ? 'Approve' : 'Reject'} together`,
    renderTogether(form, { card, control, stage }),
  );
}

/** The form is sent off: what it showed is in the store, under the name that its button carries. */
async function send(deps: TeamsDeps, input: CardActionInput): Promise<Executed> {
  const { control: form, reason, person } = input;
  const sent = { form, account: person.account, ...(reason === '' ? {} : { reason }) };
  const result = await deps.useCases.decideTogether(sent).catch(reported(deps));
  const said = result ? toldOf(result) : NOT_CONFIRMED;
  return { answer: dialog('Done', textCard(said), 'small'), late: said };
}

function toldOf(result: TogetherResult): string {
  if (!result.ok) return result.sentence;
  // A click that was delivered twice, or a second one: the list shows what came of the first.
  if (result.replayed) return RECORDED;
  const { headline, lines } = resultTexts(result);
  return [headline, ...lines].join('\n');
}

/** A button of one request: an answer, or what is missing for one. */
async function decide(deps: TeamsDeps, input: CardActionInput): Promise<Executed> {
  const missing = whatIsMissing(input);
  if (missing !== null) return only(missing);
  const result = await cast(deps, input);
  return only(result === 'replayed' ? RECORDED : sentenceOf(result));
}

function opened(title: string, card: AdaptiveCard): Executed {
  return { answer: dialog(title, card), late: FAILED };
}

function only(sentence: string): Executed {
  return { answer: dialogSaying(sentence), late: sentence };
}

function reported({ report }: TeamsDeps) {
  return (error: unknown): undefined => {
    report.error({ err: error }, 'A list in Teams could not be answered for.');
  };
}
