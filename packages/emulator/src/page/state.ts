import type { SlackDouble } from '../double.ts';
import { renderBlocks, type RenderContext, renderText } from '../blocks/render.ts';
import type { Ephemeral, Message } from '../messages.ts';
import type { View } from '../views.ts';
import { canSee, type Channel, type User } from '../workspace.ts';
import { type Person, peopleOf, personOf } from './people.ts';

/** All that the page shows to one person. */
export interface PageState {
  workspace: string;
  app: Person;
  people: Person[];
  me: string;
  channels: PageChannel[];
  /** Of the channel that was asked for, oldest first, replies and ephemerals included. */
  messages: PageMessage[];
  home: { html: string; hash: string } | undefined;
  /** The modal on top. */
  modal: PageModal | undefined;
}

interface PageChannel {
  id: string;
  name: string;
  badges: string[];
  people: number;
  /** `ts` of the newest message, for the unread mark. */
  latest: string | undefined;
}

interface PageMessage {
  ts: string;
  thread_ts: string | undefined;
  author: Person;
  html: string;
  /** Drawn from blocks, not from text alone. */
  card: boolean;
  edited: boolean;
  ephemeral: boolean;
  files: { name: string; text: string | undefined }[];
}

interface PageModal {
  id: string;
  /** Changes with every update. */
  hash: string;
  title: string;
  submit: string | undefined;
  close: string;
  html: string;
  errors: Record<string, string>;
}

export interface Clock {
  /** ms since the epoch. */
  now: () => number;
  timeZone: string;
}

const shownMessages = 200;

export function stateFor(
  double: SlackDouble,
  clock: Clock,
  asked: { user: string | undefined; channel: string | undefined },
): PageState {
  const { workspace } = double;
  const people = peopleOf(double);
  const me = people.find((person) => person.id === asked.user) ?? people[0];
  const user = workspace.users.get(me?.id ?? '');
  const channels = user === undefined ? [] : visibleTo(user, double);
  const channel = channels.find(({ id }) => id === asked.channel) ?? channels[0];
  const ctx = contextOf(double, clock);
  return {
    workspace: workspace.team.name,
    app: authorOf(workspace.app.botUserId, double),
    people,
    me: me?.id ?? '',
    channels: channels.map((one) => channelOf(one, double)),
    messages: channel === undefined || !me ? [] : messagesIn(channel.id, me.id, double, ctx),
    home: me && homeOf(me.id, double, ctx),
    modal: me && modalOf(double.views(me.id).at(-1), ctx),
  };
}

/** The person's own chat with the app among them, as soon as the app has opened it. */
const visibleTo = (user: User, double: SlackDouble): Channel[] =>
  [...double.workspace.channels.values()].filter((one) => canSee(user, one));

function channelOf(channel: Channel, double: SlackDouble): PageChannel {
  const posted = double.messages(channel.id).filter((message) => !message.deleted);
  const badges = [
    channel.is_private && 'private',
    channel.is_ext_shared && 'shared',
    channel.is_archived && 'archived',
    !channel.is_member && 'app not invited',
  ].filter((badge) => badge !== false);
  const { id, members } = channel;
  const { botUserId } = double.workspace.app;
  const name = channel.is_im
    ? `direct messages of ${authorOf(botUserId, double).name}`
    : channel.name;
  return { id, name, badges, people: members.length, latest: posted.at(-1)?.ts };
}

function messagesIn(
  channel: string,
  me: string,
  double: SlackDouble,
  ctx: RenderContext,
): PageMessage[] {
  const { botUserId } = double.workspace.app;
  const posted = double.messages(channel).map((message) => drawn(message, double, ctx));
  const whispered = double
    .ephemerals()
    .filter((note) => note.channel === channel && note.user === me)
    .map((note) => ({ ...drawn({ ...note, user: botUserId }, double, ctx), ephemeral: true }));
  return [...posted, ...whispered]
    .filter((message) => message !== undefined)
    .sort((a, b) => Number(a.ts) - Number(b.ts))
    .slice(-shownMessages);
}

function drawn(message: Message | Ephemeral, double: SlackDouble, ctx: RenderContext): PageMessage {
  const { ts, thread_ts, text, blocks, deleted } = message;
  const html = blocks.length > 0 ? renderBlocks(blocks, 'message', ctx) : renderText(text, ctx);
  return {
    ts,
    thread_ts: thread_ts === ts ? undefined : thread_ts,
    author: authorOf(message.user, double),
    html: deleted ? renderText('_This message was deleted._', ctx) : html,
    card: blocks.length > 0 && !deleted,
    edited: 'edited' in message && message.edited !== undefined && !deleted,
    ephemeral: false,
    files: 'files' in message && !deleted ? filesOf(message, double) : [],
  };
}

function filesOf(message: Message, double: SlackDouble): PageMessage['files'] {
  const ids = new Set(message.files?.map((file) => file['id']));
  return double
    .files()
    .filter((file) => ids.has(file.id))
    .map((file) => ({ name: file.title, text: file.content?.toString('utf8').slice(0, 100_000) }));
}

function authorOf(id: string, { workspace }: SlackDouble): Person {
  const user = workspace.users.get(id);
  if (user !== undefined) return personOf(user, workspace);
  return { id, name: id, initials: '?', hue: 0, badges: [], groups: [] };
}

function homeOf(user: string, double: SlackDouble, ctx: RenderContext): PageState['home'] {
  const view = double.homes(user);
  return view && { html: renderBlocks(view.blocks, 'home', ctx), hash: view.hash };
}

const words = (text: unknown) => (text as { text?: string } | null | undefined)?.text;

function modalOf(view: View | undefined, ctx: RenderContext): PageModal | undefined {
  if (view === undefined) return undefined;
  const { id, hash, blocks, errors = {} } = view;
  return {
    id,
    hash,
    title: words(view.title) ?? '',
    submit: words(view.submit),
    close: words(view.close) ?? 'Close',
    html: renderBlocks(blocks, 'modal', ctx),
    errors,
  };
}

function contextOf({ workspace }: SlackDouble, clock: Clock): RenderContext {
  const { users, channels, usergroups } = workspace;
  return {
    user: (id) => users.get(id)?.real_name,
    channel: (id) => channels.get(id)?.name,
    usergroup: (id) => usergroups.get(id)?.handle,
    people: [...users.values()].map(({ id, real_name }) => ({ id, name: real_name })),
    channels: [...channels.values()].map(({ id, name }) => ({ id, name })),
    now: clock.now() / 1000,
    timeZone: clock.timeZone,
  };
}
