import type { Standing } from '../people.ts';
import { moment } from '../text/moment.ts';
import { wordsToBot } from '../text/words-to-bot.ts';
import type { Stopped, VoteFacts } from './command.ts';
import { approvers } from './eligibility.ts';
import type { Frozen } from './frozen.ts';
import { heldSentence } from './held-sentence.ts';
import { howBehind } from './how-behind.ts';
import { howItEnded } from './how-it-ended.ts';
import { refused } from './refusal.ts';
import { openStage, type Behind, type RequestState, type Via, type Vote } from './state.ts';
import { stoppedSentence } from './stopped-sentence.ts';

/** What a person came to do. */
type Deed = 'decide' | 'review';

function nothingOf(deed: Deed): string {
  return `Nothing was ${deed === 'decide' ? 'decided' : 'changed'}`;
}

/** Who votes by a session has no card before their eyes. */
type From = Pick<Via, 'platform'>;

const hasCard = ({ platform }: From) => platform !== 'session';

function whyStaleStage(
  state: RequestState,
  { platform, kind }: Pick<Via, 'platform' | 'kind'>,
  meant: number,
) {
  const { name } = openStage(state);
  if (kind === 'command') {
    // What two rules call alike has the rule in its name: more than a word, which words can't tell.
    const called = /\s/u.test(name) ? state.stage + 1 : name;
    const say = `say “${wordsToBot(platform, `approve ${state.id} stage ${called}`)}”`;
    return `Nothing was decided: the request is now at “${name}”, and ${whyOther(state, meant)} If you mean the one that is open, ${say}.`;
  }
  return hasCard({ platform })
    ? `Nothing was decided: this button belongs to another stage; the request is now at “${name}”. Use the current card.`
    : `Nothing was decided: this vote is for another stage; the request is now at “${name}”, stage ${state.stage} counted from 0. Read it again.`;
}

/** Words name a stage, rightly or not, or mean the one where their person has had their say. */
function whyOther({ plan, stage }: RequestState, meant: number): string {
  const named = plan.stages[meant];
  if (named === undefined) return 'has no stage of the name that you said.';
  if (meant > stage) return `“${named.name}” is not open yet.`;
  return `“${named.name}” is over; words that name no stage are for the one where you have had your say.`;
}

/** Refusals of votes, and of what befalls a request. */
export const refuse = {
  alreadyDecided: (state: RequestState) =>
    refused('already_decided', `Nothing was changed: ${howItEnded(state)}.`),
  expired: (state: RequestState) =>
    refused(
      'expired',
      `Nothing was changed: the request expired at ${moment(state.expiresAt)}. The bot can ask again.`,
    ),
  nothingDue: () => refused('nothing_due', 'Nothing was changed: nothing is due yet.'),
  clockWentBack: () =>
    refused(
      'clock_went_back',
      'Nothing was changed: the clock of the service is behind what this request has already seen. An operator has to set it right.',
    ),
  staleDigest: (from: From) =>
    refused(
      'stale_digest',
      `Nothing was decided: what you were shown is not the change that is waiting. ${hasCard(from) ? 'Open the current card' : 'Read the request again'}.`,
    ),
  /** `meant`: the stage that it is for, counted from 0; another number where there is none. */
  staleStage: (state: RequestState, from: Pick<Via, 'platform' | 'kind'>, meant: number) =>
    refused('stale_stage', whyStaleStage(state, from, meant)),
  staleCard: () =>
    refused(
      'stale_card',
      'Nothing was decided: this card is out of date. Use the current card of the request.',
    ),
  channel: (channel: Exclude<VoteFacts['channel'], 'ok'>) => {
    switch (channel) {
      case 'not_routed':
        return refused(
          'channel_not_routed',
          'Nothing was decided: policy does not show this request in this channel, so it cannot be decided from here. Decide on its own card.',
        );
      case 'not_allowed':
        return refused(
          'channel_not_allowed',
          'Nothing was decided: Countersign may not use this channel any more. Decide on a card in another one, or ask an operator to list it under “channels” in the configuration.',
        );
      case 'not_private':
        return refused(
          'channel_not_private',
          'Nothing was decided: policy wants a private channel for this request, and this one is not. Make it private, or ask an operator to change the route.',
        );
      case 'without_bot':
        return refused(
          'channel_without_bot',
          'Nothing was decided: Countersign is not in this channel any more. Add it again, and try once more.',
        );
      case 'shared_externally':
        return refused(
          'channel_shared_externally',
          'Nothing was decided: this channel is shared with another organisation. Decide in a channel that is not, or ask an operator to change the route.',
        );
      case 'unknown':
        return refuse.lookupFailed();
    }
  },
  standing: (standing: Exclude<Standing, 'ok'>, deed: Deed = 'decide') => {
    const nothing = nothingOf(deed);
    switch (standing) {
      case 'bot':
        return refused('voter_bot', `${nothing}: a bot cannot ${deed}, only a person can.`);
      case 'guest':
        return refused(
          'voter_guest',
          `${nothing}: you are a guest here, and guests cannot ${deed}. Ask a full member of the team.`,
        );
      case 'external':
        return refused(
          'voter_external',
          `${nothing}: your account belongs to another organisation.`,
        );
      case 'deactivated':
        return refused('voter_deactivated', `${nothing}: your account is deactivated.`);
      case 'unrecognised':
        return refused(
          'voter_unrecognised',
          `${nothing}: your account in chat is not known here, so that nobody could tell a vote by it from this one. Ask an operator to list it in your entry under “people”, or ${deed} on the card.`,
        );
      case 'unknown':
        return refuse.lookupFailed(deed);
    }
  },
  lookupFailed: (deed: Deed = 'decide') =>
    refused(
      'lookup_failed',
      `${nothingOf(deed)}: whether you may ${deed} could not be looked up just now. Try again in a moment.`,
    ),
  ownRequest: (state: RequestState, { as }: Pick<Behind, 'as'>) =>
    refused(
      'own_request',
      `Nothing was decided: you ${howBehind(state, as)}, and nobody decides their own request.`,
    ),
  earlierVoter: (state: RequestState, { stage }: Vote) =>
    refused(
      'earlier_voter',
      `Nothing was decided: you have had your say at stage “${state.plan.stages[stage]?.name ?? stage}”, and policy wants somebody else at “${openStage(state).name}”.`,
    ),
  notEligible: (state: RequestState) =>
    refused(
      'not_eligible',
      `Nothing was decided: stage “${openStage(state).name}” is for ${approvers(openStage(state)).join(' or ')}.`,
    ),
  alreadyVoted: ({ held }: RequestState, earlier: Vote) =>
    refused('already_voted', held ? whyStands(earlier, held) : whyAnother(earlier)),
  reasonRequired: () =>
    refused('reason_required', 'Say why you reject: the bot and its owner will read it.'),
  changeNotShown: () =>
    refused(
      'change_not_shown',
      'Nothing was decided: the whole change has not reached this channel yet, so it cannot be approved from here. Try again in a moment.',
    ),
  reviewRequired: ({ plan }: RequestState, from: From) => {
    const restricted = plan.showing?.sensitivity === 'restricted';
    const [what, how] = hasCard(from) ? onCard(restricted) : bySession(restricted);
    return refused('review_required', `Nothing was decided. This change ${what}: ${how}.`);
  },
  stopped: (state: RequestState, stopped: Stopped) =>
    refused(
      `identity_${stopped.why}`,
      `Nothing was decided: ${stoppedSentence(state, stopped)} It can be rejected.`,
    ),
  notYourRequest: (state: RequestState) =>
    refused('not_your_request', `Only ${state.identity.name} can take this request back.`),
};

function onCard(restricted: boolean): [what: string, how: string] {
  return restricted
    ? [
        'is shown only to those who may decide',
        'press “Show details…” on its card, read it, and approve it there',
      ]
    : [
        'is too large (or hides secrets) to be approved by a command or a single click',
        'use Review… on its card',
      ];
}

function bySession(restricted: boolean): [what: string, how: string] {
  return restricted
    ? [
        'is shown only to those who may decide',
        'get the request while you are signed in, read all of it, and send your approval with “reviewed”',
      ]
    : [
        'has secrets that were taken out, so that it can not be seen whole',
        'read it, and send your approval with “reviewed”',
      ];
}

function whyAnother(earlier: Vote): string {
  const needs = earlier.onBehalfOf
    ? 'both are one person here, and the stage needs another one'
    : 'the stage needs another person';
  return `${standing(earlier)}; ${needs}.`;
}

function whyStands(earlier: Vote, held: Frozen): string {
  return `${standing(earlier)}. ${heldSentence(held)}`;
}

function standing(earlier: Vote): string {
  const { person, onBehalfOf } = earlier;
  const when = moment(earlier.at);
  return onBehalfOf
    ? `The ${nounOf(earlier)} of ${person.name} for ${onBehalfOf.person.name}, of ${when}, stands`
    : `Your ${nounOf(earlier)} of ${when} stands`;
}

function nounOf({ vote }: Vote): string {
  return vote === 'approve' ? 'approval' : 'rejection';
}
