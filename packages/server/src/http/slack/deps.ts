import type { Inbox } from '../../ports/inbox.ts';
import type { ChatUseCases } from '../../ports/chat-use-cases.ts';
import type { Reporter } from '../../app/context.ts';
import type { SlackDirectory } from '../../chat/slack/directory.ts';
import type { Origin } from '../../chat/slack/input.ts';
import type { EphemeralAnswer } from '../../chat/slack/respond.ts';
import type { SlackSurface } from '../../chat/slack/surface.ts';

/** What Slack's clicks, forms, commands and events are answered with. */
export type SlackDeps = {
  useCases: ChatUseCases;
  surface: SlackSurface;
  respond: (responseUrl: string, answer: EphemeralAnswer) => Promise<void>;
  forget: SlackDirectory['forget'];
  /** False for a team that we are not installed in. */
  isOurs: (origin: Origin) => boolean;
  inbox: Inbox;
  firstSight: (scope: string, id: string) => Promise<boolean>;
  /** The app was removed, or its token taken away. */
  onRemoved: (why: 'uninstalled' | 'token_revoked', origin: Origin) => void;
  /** Resolves after so many milliseconds. */
  after: (ms: number) => Promise<void>;
  report: Reporter;
};
