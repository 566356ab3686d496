import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Call } from './calls.ts';
import type { Change } from './changes.ts';
import { send, sendEnvelope } from './deliver.ts';
import type { Delivery } from './delivery.ts';
import type { Fault } from './faults.ts';
import type { StoredFile } from './files.ts';
import { copy } from './json.ts';
import type { Ephemeral, Message } from './messages.ts';
import { registerControl } from './control/routes.ts';
import type { RequestUrls, SlackDoubleOptions } from './options.ts';
import { registerPage } from './page/routes.ts';
import { type Click, click, clickInHome, clickInView, type ViewClick } from './people/click.ts';
import { type Command, command } from './people/command.ts';
import {
  appRateLimited,
  event,
  retryEvent,
  retryEvents,
  type SlackEvent,
  verifyEventsUrl,
} from './people/event.ts';
import { type Post, post } from './people/post.ts';
import {
  closeView,
  submitView,
  type ViewClosing,
  type ViewSubmission,
} from './people/submit-view.ts';
import { serverOf } from './server.ts';
import { type SignatureHeaders, signRequest } from './sign.ts';
import { type Slack, slackOf } from './slack.ts';
import type { DisconnectReason } from './sockets.ts';
import type { View } from './views.ts';
import { registerTeamsPage } from './teams/page/routes.ts';
import { addTo, type Workspace, type WorkspaceSeed } from './workspace.ts';

/** A Slack workspace on a local port: what apps call, what people see, what people do. */
export interface SlackDouble {
  url: string;
  /** For `new WebClient(token, {slackApiUrl})`. */
  apiUrl: string;
  workspace: Workspace;
  /** More people, groups and channels; the same id replaces. */
  seed(more: WorkspaceSeed): void;
  setRequestUrls(urls: RequestUrls): void;
  setSocketMode(on: boolean): void;

  /** In the order of posting; deleted ones stay and are marked. */
  messages(channel: string): Message[];
  /** One of them, without reading all; undefined where it was deleted. */
  message(channel: string, ts: string): Message | undefined;
  ephemerals(): Ephemeral[];
  ephemeral(channel: string, ts: string): Ephemeral | undefined;
  homes(user: string): View | undefined;
  /** The open modals, the topmost last. */
  views(user: string): View[];
  files(): StoredFile[];
  calls(): Call[];

  /** A person writes, in a thread where `threadTs` is given; the app is not told. */
  post(act: Post): Message;
  click(act: Click): Promise<Delivery>;
  clickInView(act: ViewClick): Promise<Delivery>;
  clickInHome(act: ViewClick): Promise<Delivery>;
  submitView(act: ViewSubmission): Promise<Delivery>;
  /** Undefined where the view did not ask to be told. */
  closeView(act: ViewClosing): Promise<Delivery | undefined>;
  command(act: Command): Promise<Delivery>;
  event(inner: SlackEvent): Promise<Delivery>;
  retryEvent(last: Delivery): Promise<Delivery>;
  /** The last tries of events that the app has not acknowledged and Slack has not given up. */
  undeliveredEvents(): Delivery[];
  /** One more try for each of them, in the order they happened, once none is under way. */
  retryEvents(): Promise<Delivery[]>;
  verifyEventsUrl(): Promise<Delivery>;
  /** The very same signed bytes, or the same envelope, once more. */
  redeliver(last: Delivery): Promise<Delivery>;
  /** Signature headers over a body; `timestamp` in seconds, now by default. */
  sign(body: string | Uint8Array, timestamp?: number): SignatureHeaders;
  incomingWebhook(channel: string): string;

  tokens: {
    revoke(token?: string): void;
    deactivate(token?: string): void;
    expire(token?: string): void;
  };
  oauth: {
    /** A code for `oauth.v2.access`; `rotating` also yields a refresh token. */
    code(options?: { rotating?: boolean }): string;
    /** A refresh token that works once. */
    refreshToken(): string;
  };

  fail(fault: Fault): void;
  clearFaults(): void;
  setPace(on: boolean): void;
  socket: {
    connections(): number;
    /** Announces the end of a connection, ten seconds ahead in the real one; of all by default. */
    warn(index?: number): void;
    /** Ends one by its place in the order of opening, or all. */
    disconnect(reason?: DisconnectReason, index?: number): void;
    /** An `app_rate_limited` payload. */
    rateLimited(): Promise<Delivery>;
  };

  subscribe(listener: (change: Change) => void): () => void;
  /** Resolves once it holds, looking again at each change; rejects after `withinMs` (10,000). */
  until(holds: () => boolean, withinMs?: number): Promise<void>;
  close(): Promise<void>;
}

export async function startSlackDouble(options: SlackDoubleOptions): Promise<SlackDouble> {
  const slack = slackOf(options);
  const app = serverOf(slack);
  const double = doubleOf(slack, app);
  registerPage(app, double, options.teams);
  if (options.teams) registerTeamsPage(app, options.teams, '/');
  if (options.control) registerControl(app, double);
  const host = options.host ?? '127.0.0.1';
  await app.listen({ port: options.port ?? 0, host });
  const { port } = app.server.address() as AddressInfo;
  slack.url = double.url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  double.apiUrl = `${slack.url}/api/`;
  return double;
}

function doubleOf(slack: Slack, app: FastifyInstance): SlackDouble {
  const { messages, views, installs, tokens, sockets, changes, faults } = slack;
  return {
    url: '',
    apiUrl: '',
    workspace: slack.workspace,
    seed: (more) => {
      addTo(slack.workspace, more);
      changes.notify({ kind: 'workspace' });
    },
    setRequestUrls: (urls) => void Object.assign(slack.requestUrls, urls),
    setSocketMode: (on) => void (slack.socketMode = on),

    messages: (channel) => messages.inChannel(channel),
    message: (channel, ts) => copy(messages.find(channel, ts)),
    ephemerals: () => messages.ephemerals(),
    ephemeral: (channel, ts) => copy(messages.findEphemeral(channel, ts)),
    homes: (user) => views.homeOf(user),
    views: (user) => views.openFor(user),
    files: () => slack.files.list(),
    calls: () => slack.calls.list(),

    click: (act) => click(slack, act),
    clickInView: (act) => clickInView(slack, act),
    clickInHome: (act) => clickInHome(slack, act),
    submitView: (act) => submitView(slack, act),
    closeView: (act) => closeView(slack, act),
    command: (act) => command(slack, act),
    post: (act) => post(slack, act),
    event: (inner) => event(slack, inner),
    retryEvent: (last) => retryEvent(slack, last),
    undeliveredEvents: () => slack.undelivered.list(),
    retryEvents: () => retryEvents(slack),
    verifyEventsUrl: () => verifyEventsUrl(slack),
    redeliver: (last) => redeliver(slack, last),
    sign: (body, timestamp = Math.floor(slack.now() / 1000)) =>
      signRequest(slack.signingSecret, body, timestamp),
    incomingWebhook: (channel) =>
      slack.url + slack.webhooks.create(slack.workspace.team.id, channel),

    tokens: {
      revoke: (token = slack.botToken) => tokens.set(token, 'revoked'),
      deactivate: (token = slack.botToken) => tokens.set(token, 'inactive'),
      expire: (token = slack.botToken) => tokens.expire(token),
    },
    oauth: {
      code: ({ rotating = false } = {}) => installs.issueCode(rotating),
      refreshToken: () => installs.issueRefreshToken(),
    },

    fail: (fault) => faults.plan(fault),
    clearFaults: () => faults.clear(),
    setPace: (on) => void (slack.pace.enabled = on),
    socket: {
      connections: () => sockets.connections,
      warn: (index) => sockets.disconnect('warning', index),
      disconnect: (reason = 'refresh_requested', index) => sockets.disconnect(reason, index),
      rateLimited: () => appRateLimited(slack),
    },

    subscribe: (listener) => changes.subscribe(listener),
    until: (holds, withinMs = 10_000) => changes.until(holds, withinMs),
    close: async () => {
      slack.closed = true;
      sockets.close();
      await app.close();
    },
  };
}

async function redeliver(slack: Slack, last: Delivery): Promise<Delivery> {
  if (last.request !== undefined) return send(slack, last.request, last.payload);
  if (last.envelope !== undefined) return sendEnvelope(slack, last.envelope);
  throw new Error('Nothing was sent yet.');
}
