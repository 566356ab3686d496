import type { Json } from '@countersign/core/wire/json';

/** What a platform told us, kept until it is done: it outlives the process that heard it. */
export type Inbox = {
  /** It is committed once this resolves, and carried out later by whoever is there unless forgotten. */
  keep(input: Json): Promise<{ forget(): Promise<void> }>;
  /** Secrets out of what somebody typed, before it is kept. */
  mask(text: string): Promise<string>;
  /** Tells one person something that nobody else sees. */
  note(to: { user: string; channel: string | null }, text: string): Promise<void>;
};

/** Carries out what was kept, `ageMs` after it came in. It may have been done; a throw is a retry. */
export type TakeUp = (input: Json, ageMs: number) => Promise<void>;
