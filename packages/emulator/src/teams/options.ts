import type { Now } from '../clock.ts';
import type { CloudName } from './clouds.ts';
import type { DirectorySeed } from './directory.ts';

export interface BotSeed {
  /** Of the app registration. */
  appId: string;
  /** The client secret's value; without it, no secret is accepted. */
  secret?: string;
  /** PEM, of the certificate that client assertions are signed with. */
  certificate?: string;
  /** As people see it and mention it; Countersign by default. */
  name?: string;
  /** Known in the Bot Framework's own directory too; false by default, as for every new bot. */
  multiTenant?: boolean;
}

export interface TeamsDoubleOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  host?: string;
  /** The tenant whose Teams this is. */
  tenantId: string;
  bot: BotSeed;
  /** Which of Microsoft's clouds it is; public by default. */
  cloud?: CloudName;
  /** Where the bot listens. */
  messagingEndpoint?: string;
  directory?: DirectorySeed;
  /** Application permissions of Graph that an admin consented to. */
  graphRoles?: readonly string[];
  /** Of the service URL; amer by default. */
  region?: string;
  /** Enforce the connector's rates; true by default. */
  pace?: boolean;
  /** Refuse Adaptive Cards that Teams could not draw; true by default. */
  checkCards?: boolean;
  /** Refresh each listed person's view by itself when a card is posted or edited; false by default. */
  autoRefresh?: boolean;
  /** ms since the epoch; the machine's clock by default. */
  now?: Now;
  /** Teams gives up on an unanswered activity after 15,000 ms. */
  replyTimeoutMs?: number;
  /** Let other processes of this machine act and read at `/double/`; false by default. */
  control?: boolean;
  /** How many calls `calls()` remembers, the latest ones; all by default. */
  keepCalls?: number;
  /** How many messages of each channel or chat it remembers, the latest ones; all by default. */
  keepMessages?: number;
}

export const defaultGraphRoles: readonly string[] = ['User.Read.All', 'GroupMember.Read.All'];
