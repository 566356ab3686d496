import type { Json } from '@countersign/core/wire/json';
import type { Delivery, Task } from '../../ports/delivery.ts';
import type { Context } from '../context.ts';
import { noteworthy } from '../entries.ts';
import { stoppedNow } from '../identities/stopped.ts';
import type { Delivered } from './result.ts';

/** Fires a binding. The delivery's id is the webhook's id: receivers see one effect over retries. */
export async function sendWebhook(
  ctx: Context,
  { id, request }: Delivery,
  { webhook: name, type, data }: Extract<Task, { kind: 'webhook.send' }>,
): Promise<Delivered> {
  const webhook = ctx.webhooks.get(name);
  if (!webhook) {
    return {
      outcome: 'retry',
      error: `The webhook “${name}” is not configured; add it under webhooks.`,
    };
  }
  // Receivers act on approvals: what was let through for whom was stopped meanwhile waits for an operator.
  if (type === 'request.approved') {
    const stopped = await whyStopped(ctx, data);
    if (stopped !== null) return { outcome: 'dead', error: stopped };
  }
  const answer = await webhook.send({ id, type, data });
  if (answer.ok) {
    const body = { webhook: name, type, delivery: id, status: answer.status };
    const entry = noteworthy(ctx, 'binding.fired', body, request ?? undefined);
    return { outcome: 'done', effects: { entries: [entry] } };
  }
  const { error, retry, retryAfterMs } = answer;
  if (!retry) return { outcome: 'dead', error };
  return { outcome: 'retry', error, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

/** What operators read who look why nothing was set off. */
const errors = {
  suspended:
    'Its identity is suspended, so the approval sets nothing off. Resume it, and try this again.',
  unknown:
    'Its identity is not in the register any more, so the approval sets nothing off. If it is to be there, define it, and try this again.',
  ownerless:
    'Nobody answers for its identity any more, so the approval sets nothing off. Name another owner, and try this again.',
};

async function whyStopped(ctx: Context, data: Json): Promise<string | null> {
  const isObject = typeof data === 'object' && data !== null && !Array.isArray(data);
  const identity = isObject ? data['identity'] : undefined;
  if (typeof identity !== 'string') return errors.unknown;
  const stopped = await stoppedNow(ctx, identity);
  return stopped === null ? null : errors[stopped.why];
}
