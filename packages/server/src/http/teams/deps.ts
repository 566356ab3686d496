import type { AdaptiveCard } from '@microsoft/teams.cards';
import type { Account } from '@countersign/core/people';
import type { Reporter } from '../../app/context.ts';
import type { CardActionInput, CommandInput, InstallInput, Place } from '../../chat/teams/input.ts';
import type { Drawing } from '../../chat/teams/render/card.ts';
import type { CardContent } from '../../ports/chat.ts';
import type { Inbox } from '../../ports/inbox.ts';
import type { ChatUseCases } from '../../ports/chat-use-cases.ts';

/** What Teams' clicks, messages and events are answered with. */
export type TeamsDeps = {
  useCases: ChatUseCases;
  inbox: Pick<Inbox, 'keep' | 'mask'>;
  /** The card for one person. */
  draw: (content: CardContent, drawing: Drawing) => AdaptiveCard;
  /** Tells one person something in their own chat with the bot. Rejects where Teams does not take it. */
  tell: (input: CardActionInput | CommandInput, card: AdaptiveCard) => Promise<void>;
  /** Whom a mention or a sign-in name means; null where that can't be told. */
  accountOf: (place: Place, who: string) => Promise<Account | null>;
  installed: (input: InstallInput) => Promise<void>;
  removed: (input: InstallInput) => Promise<void>;
  forget: { channel(id: string): void };
  firstSight: (scope: string, id: string) => Promise<boolean>;
  /** Resolves after so many milliseconds. */
  after: (ms: number) => Promise<void>;
  report: Reporter;
};
