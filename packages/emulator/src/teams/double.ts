import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { copy, type JsonObject } from '../json.ts';
import type { TeamsCall } from './calls.ts';
import type { TeamsChange } from './changes.ts';
import { registerTeamsControl } from './control/routes.ts';
import { baseOf, chatWith } from './conversations.ts';
import type { TeamsDelivery } from './delivery.ts';
import type { Dialog } from './dialogs.ts';
import { addTo, type Directory, type DirectorySeed, mriOf } from './directory.ts';
import type { TeamsFault } from './faults.ts';
import type { Forgery } from './forgery.ts';
import type { TeamsMessage } from './messages.ts';
import type { TeamsDoubleOptions } from './options.ts';
import { registerTeamsPage } from './page/routes.ts';
import { activityFrom } from './people/activity.ts';
import { actor, placeOf } from './people/actor.ts';
import { type CardClick, clickCard } from './people/click.ts';
import { deliver } from './people/deliver.ts';
import { type DialogSubmission, submitDialog } from './people/dialog.ts';
import { type Installation, install, uninstall } from './people/install.ts';
import { redeliver } from './people/redeliver.ts';
import { openConversation, type Refresh, refresh } from './people/refresh.ts';
import { type Said, say, type Utterance } from './people/say.ts';
import { serverOf } from './server.ts';
import { serviceUrlOf, type Teams, teamsOf } from './teams.ts';
import type { Notice } from './views.ts';

export interface RawActivity {
  person: string;
  /** The chat with the bot by default. */
  conversation?: string;
  /** Its type and whatever else it has, over what every activity has. */
  activity: JsonObject;
  forge?: Forgery;
}

/** Teams, Entra and Graph on a local port: what bots call, what people see, what people do. */
export interface TeamsDouble {
  url: string;
  /** Of the connector, as activities tell it; ends with a slash. */
  serviceUrl: string;
  /** In place of https://login.microsoftonline.com */
  entraUrl: string;
  /** In place of https://graph.microsoft.com */
  graphUrl: string;
  /** Of the Bot Framework, in place of https://login.botframework.com/v1/.well-known/openidconfiguration */
  openIdMetadataUrl: string;
  directory: Directory;
  /** As people see the bot and mention it. */
  botName: string;
  /** More people, groups, teams and channels; the same id replaces. */
  seed(more: DirectorySeed): void;
  setMessagingEndpoint(url: string): void;
  setAutoRefresh(on: boolean): void;
  /** ms that Teams waits for an answer. */
  setReplyTimeout(ms: number): void;

  /** Of a channel with all its threads, or of a chat, in the order of posting; deleted ones are marked. */
  messages(conversation: string): TeamsMessage[];
  message(conversation: string, id: string): TeamsMessage | undefined;
  /** A first message with its replies. */
  thread(conversation: string, id: string): TeamsMessage[];
  /** The card that this person sees in a message: their own view, else everybody's. */
  shown(person: string, conversation: string, id: string): JsonObject | undefined;
  /** Sentences the client showed to this person alone, oldest first. */
  notices(person: string): Notice[];
  dialog(person: string): Dialog | undefined;
  /** The id of this person's chat with the bot. */
  chat(person: string): string;
  /** The id by which the bot knows this person (29:…). */
  mri(person: string): string;
  calls(): TeamsCall[];

  click(act: CardClick): Promise<TeamsDelivery>;
  submitDialog(act: DialogSubmission): Promise<TeamsDelivery>;
  closeDialog(person: string): void;
  /** Fetches a person's own view of a card. */
  refresh(act: Refresh): Promise<TeamsDelivery>;
  /** A person looks at a conversation: cards older than a minute are refreshed. */
  open(act: { person: string; conversation: string }): Promise<TeamsDelivery[]>;
  say(act: Said): Promise<Utterance>;
  install(act: Installation): Promise<TeamsDelivery[]>;
  uninstall(act: Installation): Promise<TeamsDelivery[]>;
  /** Any activity at all, signed. */
  send(act: RawActivity): Promise<TeamsDelivery>;
  /** The very same bytes once more; with `newId` the same act under a new id, as a client's retry. */
  redeliver(last: TeamsDelivery, options?: { newId?: boolean }): Promise<TeamsDelivery>;
  /** The `Authorization` header for an activity of this service URL. */
  authorization(serviceUrl?: string, forge?: Forgery): Promise<string | undefined>;
  /** The URL of a flow that posts to a channel. */
  workflow(channel: string): string;

  keys: {
    /** Signs with a new key from now on; the earlier one stays published. */
    rotate(): Promise<void>;
    /** Publishes the current key only. */
    dropEarlier(): void;
  };
  /** Ends every access token that was issued. */
  revokeTokens(): void;
  /** Whether the tenant's administrator lets the bot act. */
  setDisabledByAdmin(on: boolean): void;

  fail(fault: TeamsFault): void;
  clearFaults(): void;
  setPace(on: boolean): void;

  subscribe(listener: (change: TeamsChange) => void): () => void;
  /** Resolves once it holds, looking again at each change; rejects after `withinMs` (10,000). */
  until(holds: () => boolean, withinMs?: number): Promise<void>;
  close(): Promise<void>;
}

export async function startTeamsDouble(options: TeamsDoubleOptions): Promise<TeamsDouble> {
  const teams = await teamsOf(options);
  const app = serverOf(teams);
  const double = doubleOf(teams, app);
  registerTeamsPage(app, double);
  app.get('/', (request, reply) =>
    reply.redirect(`/teams/${new URL(request.url, teams.url).search}`),
  );
  if (options.control) registerTeamsControl(app, double);
  const host = options.host ?? '127.0.0.1';
  await app.listen({ port: options.port ?? 0, host });
  const { port } = app.server.address() as AddressInfo;
  teams.url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return Object.assign(double, {
    url: teams.url,
    serviceUrl: serviceUrlOf(teams),
    entraUrl: teams.url,
    graphUrl: teams.url,
    openIdMetadataUrl: `${teams.url}/v1/.well-known/openidconfiguration`,
  });
}

function doubleOf(teams: Teams, app: FastifyInstance): TeamsDouble {
  const { messages, views, dialogs, changes, faults, keys } = teams;
  return {
    url: '',
    serviceUrl: '',
    entraUrl: '',
    graphUrl: '',
    openIdMetadataUrl: '',
    directory: teams.directory,
    botName: teams.bot.name,
    seed: (more) => {
      addTo(teams.directory, more);
      changes.notify({ kind: 'directory' });
    },
    setMessagingEndpoint: (url) => void (teams.messagingEndpoint = url),
    setAutoRefresh: (on) => void (teams.autoRefresh = on),
    setReplyTimeout: (ms) => void (teams.replyTimeoutMs = ms),

    messages: (conversation) => messages.inConversation(baseOf(conversation)),
    message: (conversation, id) => copy(messages.find(baseOf(conversation), id)),
    thread: (conversation, id) => messages.inThread(baseOf(conversation), id),
    shown: (person, conversation, id) => {
      const message = messages.find(baseOf(conversation), id);
      return message && copy(views.shown(message, person));
    },
    notices: (person) => copy(views.notices(person)),
    dialog: (person) => dialogs.of(person),
    chat: (person) => chatWith(teams, actor(teams, person, true)).id,
    mri: (person) => mriOf(teams.bot.appId, person),
    calls: () => teams.calls.list(),

    click: (act) => clickCard(teams, act),
    submitDialog: (act) => submitDialog(teams, act),
    closeDialog: (person) => dialogs.close(person),
    refresh: (act) => refresh(teams, act),
    open: (act) => openConversation(teams, act),
    say: (act) => say(teams, act),
    install: (act) => install(teams, act),
    uninstall: (act) => uninstall(teams, act),
    send: (act) => sendRaw(teams, act),
    redeliver: (last, again = {}) => redeliver(teams, last, again),
    authorization: (serviceUrl = serviceUrlOf(teams), forge = {}) =>
      teams.signer.authorization(serviceUrl, forge),
    workflow: (channel) => teams.url + teams.workflows.create(channel),

    keys: { rotate: () => keys.rotate(), dropEarlier: () => keys.dropEarlier() },
    revokeTokens: () => teams.tokens.revokeAll(),
    setDisabledByAdmin: (on) => void (teams.disabledByAdmin = on),

    fail: (fault) => faults.plan(fault),
    clearFaults: () => faults.clear(),
    setPace: (on) => void (teams.pace.enabled = on),

    subscribe: (listener) => changes.subscribe(listener),
    until: (holds, withinMs = 10_000) => changes.until(holds, withinMs),
    close: () => app.close(),
  };
}

function sendRaw(teams: Teams, act: RawActivity): Promise<TeamsDelivery> {
  const person = actor(teams, act.person, true);
  const conversation = placeOf(teams, person, act.conversation, true);
  return deliver(teams, activityFrom(teams, person, conversation, act.activity), act.forge);
}
