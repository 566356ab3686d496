import type { Delivery, Task } from '../../ports/delivery.ts';
import type { Context } from '../context.ts';
import { noteworthy } from '../entries.ts';
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
