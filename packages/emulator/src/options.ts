import type { Now } from './clock.ts';
import type { TeamsDouble } from './teams/double.ts';
import type { WorkspaceSeed } from './workspace.ts';

/** Where the app listens, as its manifest would say. */
export interface RequestUrls {
  interactivity?: string | undefined;
  commands?: string | undefined;
  events?: string | undefined;
}

export interface SlackDoubleOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  host?: string;
  signingSecret: string;
  /** xoxb-… */
  botToken: string;
  /** xapp-…; needed for Socket Mode. */
  appToken?: string;
  clientId?: string;
  clientSecret?: string;
  /** Granted to the bot token; what the app's manifest asks for by default. */
  scopes?: readonly string[];
  requestUrls?: RequestUrls;
  /** Deliver over Socket Mode and leave the request URLs alone, as Slack does once it is on. */
  socketMode?: boolean;
  workspace?: WorkspaceSeed;
  /** The app's slash commands, with their slash; by default it has any. */
  commands?: readonly string[];
  /** Enforce Slack's rates; true by default. */
  pace?: boolean;
  /** ms since the epoch; the machine's clock by default. */
  now?: Now;
  triggerLifetimeMs?: number;
  ackTimeoutMs?: number;
  /** Tell the app of its messages' metadata, given `metadata.message:read`; true by default. */
  metadataEvents?: boolean;
  /**
   * ms before each of the three retries of an event that was not acknowledged; without it,
   * `retryEvents()` does it. Slack's own are at once, after a minute and after five.
   */
  autoRetryEvents?: number;
  /** Let other processes of this machine act and read at `/double/`; false by default. */
  control?: boolean;
  /** Shown on the same server, at `/teams/`, each page with a way to the other. */
  teams?: TeamsDouble;
  /** How many calls `calls()` remembers, the latest ones; all by default. */
  keepCalls?: number;
  /** How many messages of each channel it remembers, the latest ones; all by default. */
  keepMessages?: number;
}

/** `chat:write.public` and `channels:join` are not asked for: people invite the app. */
export const defaultScopes: readonly string[] = [
  'chat:write',
  'commands',
  'users:read',
  'users:read.email',
  'usergroups:read',
  'channels:read',
  'groups:read',
  'im:write',
  'files:write',
  'metadata.message:read',
];
