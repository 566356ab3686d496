import { Changes } from '../changes.ts';
import type { Now } from '../clock.ts';
import { AccessTokens } from './access-tokens.ts';
import { TeamsCalls } from './calls.ts';
import type { TeamsChange } from './changes.ts';
import { type Cloud, clouds } from './clouds.ts';
import { type Directory, directoryOf } from './directory.ts';
import { Dialogs } from './dialogs.ts';
import { TeamsFaults } from './faults.ts';
import { type KeyRing, makeKey, makeKeyRing, type SigningKey } from './keys.ts';
import { TeamsMessages } from './messages.ts';
import { type BotSeed, defaultGraphRoles, type TeamsDoubleOptions } from './options.ts';
import { TeamsPace } from './pace.ts';
import { Signer } from './signer.ts';
import { TeamsViews } from './views.ts';
import { Workflows } from './workflows.ts';

/** All that one double knows; each part guards its own. */
export interface Teams {
  /** Known once the server listens. */
  url: string;
  region: string;
  now: Now;
  nextId: () => string;
  bot: BotSeed & { name: string };
  cloud: Cloud;
  messagingEndpoint: string | undefined;
  directory: Directory;
  /** Personal chats by conversation id: the person's object id. */
  chats: Map<string, string>;
  graphRoles: readonly string[];
  checkCards: boolean;
  autoRefresh: boolean;
  disabledByAdmin: boolean;
  replyTimeoutMs: number;
  changes: Changes<TeamsChange>;
  messages: TeamsMessages;
  views: TeamsViews;
  dialogs: Dialogs;
  calls: TeamsCalls;
  tokens: AccessTokens;
  keys: KeyRing;
  entraKey: SigningKey;
  signer: Signer;
  workflows: Workflows;
  pace: TeamsPace;
  faults: TeamsFaults;
}

export async function teamsOf(options: TeamsDoubleOptions): Promise<Teams> {
  const now = options.now ?? Date.now;
  const changes = new Changes<TeamsChange>();
  const cloud = clouds[options.cloud ?? 'public'];
  const bot = { name: 'Countersign', ...options.bot };
  const [keys, entraKey] = await Promise.all([makeKeyRing(), makeKey()]);
  return {
    url: '',
    region: options.region ?? 'amer',
    now,
    nextId: messageIds(now),
    bot,
    cloud,
    messagingEndpoint: options.messagingEndpoint,
    directory: directoryOf(options.tenantId, options.directory ?? {}),
    chats: new Map(),
    graphRoles: options.graphRoles ?? defaultGraphRoles,
    checkCards: options.checkCards ?? true,
    autoRefresh: options.autoRefresh ?? false,
    disabledByAdmin: false,
    replyTimeoutMs: options.replyTimeoutMs ?? 15_000,
    changes,
    messages: new TeamsMessages(changes, options.keepMessages),
    views: new TeamsViews(changes),
    dialogs: new Dialogs(changes),
    calls: new TeamsCalls(changes, options.keepCalls),
    tokens: new AccessTokens(entraKey, now),
    keys,
    entraKey,
    signer: new Signer({ issuer: cloud.issuer, appId: bot.appId, keys, entraKey, now }),
    workflows: new Workflows(),
    pace: new TeamsPace(options.pace ?? true, now),
    faults: new TeamsFaults(),
  };
}

/** Where bots reach the connector, as activities tell them. */
export function serviceUrlOf({ url, region }: Teams): string {
  return `${url}/${region}/`;
}

/** Message ids are the ms of their posting, unique within the double. */
function messageIds(now: Now): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Math.floor(now()));
    return String(last);
  };
}
