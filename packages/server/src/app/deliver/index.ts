import type { Delivery } from '../../ports/delivery.ts';
import type { Context } from '../context.ts';
import { askPeople } from './ask-people.ts';
import { giveUpCard } from './give-up-card.ts';
import { postCard } from './post-card.ts';
import { postInThread } from './post-in-thread.ts';
import { postNote } from './post-note.ts';
import { redrawCard } from './redraw-card.ts';
import type { Delivered } from './result.ts';
import { sendDetails } from './send-details.ts';
import { sendWebhook } from './send-webhook.ts';
import { supersedeCopy } from './supersede-copy.ts';
import { settleFallback, tellFallback } from './tell-fallback.ts';
import { takeUpInput } from './take-up-input.ts';
import { uploadChange } from './upload-change.ts';

/** One attempt at one delivery. Each works from committed state, never from what was queued. */
export async function deliver(ctx: Context, delivery: Delivery): Promise<Delivered> {
  const { task } = delivery;
  switch (task.kind) {
    case 'card.post':
      return postCard(ctx, delivery, task);
    case 'card.redraw':
      return redrawCard(ctx, delivery, task);
    case 'card.upload':
      return uploadChange(ctx, delivery, task.card);
    case 'card.supersede':
      return supersedeCopy(ctx, task);
    case 'card.given_up':
      return giveUpCard(ctx, delivery, task);
    case 'fallback.tell':
      return tellFallback(ctx, delivery, task);
    case 'fallback.settle':
      return settleFallback(ctx, task);
    case 'thread.post':
      return postInThread(ctx, delivery, task);
    case 'note.post':
      return postNote(ctx, task);
    case 'details.send':
      return sendDetails(ctx, task);
    case 'people.ask':
      return askPeople(ctx, delivery, task);
    case 'webhook.send':
      return sendWebhook(ctx, delivery, task);
    case 'input.take_up':
      return takeUpInput(ctx, task);
  }
}
