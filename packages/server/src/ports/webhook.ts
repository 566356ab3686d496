import type { Json } from '@countersign/core/wire/json';

/** A receiver of signed webhooks. The id stays the same over retries. */
export interface Webhook {
  send(event: { id: string; type: string; data: Json }): Promise<WebhookAnswer>;
}

export type WebhookAnswer =
  | { ok: true; status: number }
  | { ok: false; retry: boolean; retryAfterMs?: number; error: string };
