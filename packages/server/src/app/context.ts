import type { Behind, Masked } from '@countersign/core/request/state';
import type { Submission } from '@countersign/core/wire/submission';
import type { ChatPlatform, Fallback } from '../ports/chat.ts';
import type { TakeUp } from '../ports/inbox.ts';
import type { Issuer } from '../ports/issuer.ts';
import type { GrantTarget } from '../ports/grant-target.ts';
import type { People } from '../ports/people.ts';
import type { PolicyBook } from '../ports/policy.ts';
import type { Card } from '../ports/card.ts';
import type { Store } from '../ports/store.ts';
import type { Webhook } from '../ports/webhook.ts';
import type { Postings } from './postings.ts';

/** All that a use case may reach. Time and randomness come from here, too. */
export type Context = {
  store: Store;
  people: People;
  policy: PolicyBook;
  chats: Map<Card['platform'], ChatPlatform>;
  webhooks: Map<string, Webhook>;
  /** One-way webhooks of chat platforms, by name. */
  fallbacks: Map<string, Fallback>;
  /** What carries out that which a platform told us, and a process did not live to do. */
  inboxes: Map<Card['platform'], TakeUp>;
  postings: Postings;
  /** Systems that grants open, by name. */
  targets: Map<string, GrantTarget>;
  /** Where people find the app itself on a platform, as far as that is known. */
  homes: Map<Card['platform'], string>;
  /** Secrets out, before anything is stored or shown. */
  mask: (submission: Submission) => Promise<{ submission: Submission; masked: Masked[] }>;
  /** The same for one text. */
  maskText: (text: string) => Promise<string>;
  /** The people behind addresses that git names as a change's authors. */
  authorsOf: (addresses: readonly string[]) => Behind[];
  issuer: Issuer;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** `req_…`, `card_…`: unguessable, and rising with time. */
  newId: (prefix: string) => string;
  /** 128 random bits as text. */
  salt: () => string;
  /** Whether the configuration lets this channel be used, by its id. */
  mayUse: (channel: string) => boolean;
  /** At least this long between the starts of two posts to one channel, in milliseconds. */
  postPaceMs: number;
  /** What the configuration says of identities, whatever the API says of them; and who may own one. */
  identities: {
    /** Null where it does not define it. */
    inFile: (id: string) => 'active' | 'suspended' | null;
    isOwner: (owner: string | undefined) => boolean;
  };
  limits: {
    /** So many open requests may an identity have. */
    openRequests: number;
  };
  report: Reporter;
};

/** What operators are told. Fields never hold secrets. */
export type Reporter = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};
