import type { JsonObject } from '../json.ts';

/** The bytes as they were sent; enough to send them again. */
export interface SentActivity {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** How the bot took one activity, and what the person was left with. */
export interface TeamsDelivery {
  /** Whether the bot answered in time and as Teams accepts it. */
  ok: boolean;
  /** HTTP status; 0 when nothing came back. */
  status: number;
  /** JSON where it is JSON, else text; undefined when empty. For an invoke, its response. */
  body: unknown;
  ms: number;
  timedOut: boolean;
  /** Why it did not work, as a closed code or as the bot's own. */
  error: string | undefined;
  /** As the bot received it. */
  activity: JsonObject;
  request: SentActivity;
}
