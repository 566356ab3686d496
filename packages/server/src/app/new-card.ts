import type { Route } from '@countersign/core/policy/plan';
import type { RequestState } from '@countersign/core/request/state';
import type { Card } from '../ports/card.ts';
import type { Context } from './context.ts';

/** A card that is yet to be posted. `whole`: it shows all of the change by itself. */
export function newCard(
  ctx: Pick<Context, 'newId'>,
  state: RequestState,
  { platform, channel }: Route,
  whole: boolean,
): Card {
  return {
    id: ctx.newId('card'),
    request: state.id,
    platform,
    channel,
    message: null,
    control: ctx.newId('ctl'),
    stage: state.stage,
    drawn: 0,
    whole,
    unavailable: null,
    fallback: false,
  };
}
