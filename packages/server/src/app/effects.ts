import type { RequestEvent } from '@countersign/core/request/event';
import { howItEndedSentence } from '@countersign/core/request/refusal';
import { missingApprovals, openStage, type RequestState } from '@countersign/core/request/state';
import type { BindingTrigger } from '@countersign/core/policy/plan';
import type { Card } from '../ports/card.ts';
import type { NewDelivery } from '../ports/delivery.ts';
import type { Effects } from '../ports/effects.ts';
import type { StoredRequest } from '../ports/stored-request.ts';
import type { Context } from './context.ts';
import { entriesOf } from './entries.ts';
import { fireWebhook, postInThread, redrawCard, settleFallback } from './lanes.ts';
import { webhookData } from './webhook-data.ts';

/** What has to follow from events: log entries, cards made current, thread lines, bindings. */
export function effectsOf(
  ctx: Context,
  before: StoredRequest,
  after: RequestState,
  events: RequestEvent[],
): Required<Pick<Effects, 'entries' | 'cards' | 'deliveries'>> {
  const now = ctx.now();
  const cards =
    after.stage === before.state.stage ? before.cards : renewControls(ctx, before.cards, after);
  const line = threadLine(after, events);
  return {
    entries: entriesOf(ctx, after, events),
    cards: cards === before.cards ? [] : cards,
    deliveries: [
      ...cards.flatMap((card) => [
        // A card that is not posted yet is brought up to date by its own posting.
        ...(card.message === null ? [] : [redrawCard(ctx, card, now)]),
        ...(line === null ? [] : [postInThread(ctx, card, line, now)]),
      ]),
      ...fallbacksTold(before, after).map((name) => settleFallback(ctx, name, after.id, now)),
      ...bindingsOf(ctx, after, events, now),
    ],
  };
}

/** Each stage has buttons of its own: one that was drawn for an earlier stage decides nothing. */
function renewControls(ctx: Context, cards: Card[], after: RequestState): Card[] {
  return cards.map((card) => ({ ...card, control: ctx.newId('ctl'), stage: after.stage }));
}

/** One line a commit, for the log in the thread. */
function threadLine(state: RequestState, events: RequestEvent[]): string | null {
  const lines = events.flatMap((event) => {
    switch (event.type) {
      case 'voted':
        return event.vote.vote === 'approve' ? [approvalLine(state, event.vote.person.name)] : [];
      case 'stage_passed':
        return state.status === 'pending'
          ? [`Stage “${stageName(state, event.stage)}” has passed; now “${openStage(state).name}”.`]
          : [];
      case 'approved':
        return [`Approved. ${state.identity.name} may go ahead with ${state.digest}.`];
      case 'rejected':
      case 'expired':
      case 'withdrawn':
        return [`${howItEndedSentence(state)}${reasonOf(state)}`];
      case 'submitted':
        return [];
    }
  });
  return lines.length === 0 ? null : lines.join('\n');
}

function approvalLine(state: RequestState, name: string): string {
  const missing = missingApprovals(state, state.stage);
  const open = state.status === 'pending';
  return `${name} approved.${open && missing > 0 ? ` ${missing} more to go at “${openStage(state).name}”.` : ''}`;
}

function reasonOf(state: RequestState): string {
  const reason = state.votes.find((vote) => vote.vote === 'reject')?.comment;
  // Each of its lines is marked as somebody's words: unmarked ones are the service's own.
  return reason === undefined ? '' : `\nReason: ${reason.replaceAll('\n', '\n> ')}`;
}

/** Whoever was told of the request one way, and is to hear how it has ended. */
function fallbacksTold({ cards }: StoredRequest, { status, plan }: RequestState): string[] {
  const isTold = status !== 'pending' && cards.some(({ fallback }) => fallback);
  return isTold ? (plan.fallbacks ?? []) : [];
}

function bindingsOf(
  ctx: Context,
  state: RequestState,
  events: RequestEvent[],
  now: number,
): NewDelivery[] {
  const end = events.find((event): event is RequestEvent & { type: BindingTrigger } =>
    ['approved', 'rejected', 'expired', 'withdrawn'].includes(event.type),
  );
  if (!end) return [];
  return (state.plan.bindings[end.type] ?? []).map((binding) =>
    fireWebhook(
      ctx,
      { webhook: binding.name, type: `request.${end.type}`, data: webhookData(state) },
      state.id,
      now,
    ),
  );
}

function stageName(state: RequestState, stage: number): string {
  return state.plan.stages[stage]?.name ?? String(stage);
}
