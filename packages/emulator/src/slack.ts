import { Calls } from './calls.ts';
import { Changes } from './changes.ts';
import { type Now, timestamps } from './clock.ts';
import { Faults } from './faults.ts';
import { Files } from './files.ts';
import { Installs } from './installs.ts';
import { Messages } from './messages.ts';
import { defaultScopes, type RequestUrls, type SlackDoubleOptions } from './options.ts';
import { Pace } from './pace.ts';
import { ResponseUrls } from './response-urls.ts';
import { Sockets } from './sockets.ts';
import { Tokens } from './tokens.ts';
import { Triggers } from './triggers.ts';
import { Undelivered } from './undelivered.ts';
import { Views } from './views.ts';
import { Webhooks } from './webhooks.ts';
import { type Workspace, workspaceOf } from './workspace.ts';

/** All that one double knows; each part guards its own. */
export interface Slack {
  /** Known once the server listens. */
  url: string;
  now: Now;
  nextTs: () => string;
  signingSecret: string;
  botToken: string;
  requestUrls: RequestUrls;
  /** The app's own; undefined where any command is. */
  commands: readonly string[] | undefined;
  socketMode: boolean;
  ackTimeoutMs: number;
  metadataEvents: boolean;
  autoRetryEvents: number | undefined;
  closed: boolean;
  workspace: Workspace;
  changes: Changes;
  messages: Messages;
  views: Views;
  files: Files;
  calls: Calls;
  tokens: Tokens;
  installs: Installs;
  triggers: Triggers;
  responseUrls: ResponseUrls;
  undelivered: Undelivered;
  webhooks: Webhooks;
  pace: Pace;
  faults: Faults;
  sockets: Sockets;
}

export function slackOf(options: SlackDoubleOptions): Slack {
  const now = options.now ?? Date.now;
  const changes = new Changes();
  const workspace = workspaceOf(options.workspace ?? {});
  const scopes = options.scopes ?? defaultScopes;
  const tokens = new Tokens(now);
  tokens.add({ value: options.botToken, kind: 'bot', scopes });
  if (options.appToken !== undefined) {
    tokens.add({ value: options.appToken, kind: 'app', scopes: ['connections:write'] });
  }
  return {
    url: '',
    now,
    nextTs: timestamps(now),
    signingSecret: options.signingSecret,
    botToken: options.botToken,
    requestUrls: { ...options.requestUrls },
    commands: options.commands,
    socketMode: options.socketMode ?? false,
    ackTimeoutMs: options.ackTimeoutMs ?? 3000,
    metadataEvents: options.metadataEvents ?? true,
    autoRetryEvents: options.autoRetryEvents,
    closed: false,
    workspace,
    changes,
    messages: new Messages(changes, options.keepMessages),
    views: new Views(workspace, changes),
    files: new Files(changes),
    calls: new Calls(changes, options.keepCalls),
    tokens,
    installs: new Installs({
      clientId: options.clientId,
      clientSecret: options.clientSecret,
      scopes,
      tokens,
      now,
    }),
    triggers: new Triggers(now, options.triggerLifetimeMs ?? 3000),
    responseUrls: new ResponseUrls(now),
    undelivered: new Undelivered(changes),
    webhooks: new Webhooks(),
    pace: new Pace(options.pace ?? true, now),
    faults: new Faults(),
    sockets: new Sockets(workspace, changes),
  };
}
