import { z } from 'zod';
import type { EventInput, SlackInput } from './input.ts';
import { CARD_EVENT } from './metadata.ts';

/** The Events API: https://docs.slack.dev/apis/events-api */

const id = z.string().min(1).max(255);

const challenge = z.object({ type: z.literal('url_verification'), challenge: z.string().max(500) });

const wrapper = z.object({
  type: z.literal('event_callback'),
  event_id: id,
  api_app_id: id.nullish(),
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  /** The install that hears of it; in a shared channel `team_id` can be somebody else's. */
  authorizations: z
    .array(z.object({ team_id: z.string().nullish(), enterprise_id: z.string().nullish() }))
    .nullish(),
  event: z.looseObject({ type: z.string() }),
});

const homeOpened = z.object({
  type: z.literal('app_home_opened'),
  user: id,
  tab: z.string().nullish(),
});

const metadataPosted = z.object({
  type: z.literal('message_metadata_posted'),
  app_id: id,
  channel_id: id,
  message_ts: id,
  metadata: z.object({
    event_type: z.literal(CARD_EVENT),
    event_payload: z.object({
      card: id,
      control: id.catch(''),
      version: z.int().min(0).catch(0),
    }),
  }),
});

/** It went with its message: we take it off none. */
const metadataDeleted = metadataPosted.omit({ type: true, metadata: true }).extend({
  type: z.literal('message_metadata_deleted'),
  previous_metadata: z.object({
    event_type: z.literal(CARD_EVENT),
    event_payload: z.object({ card: id }),
  }),
});

const userChanges = [
  'user_change',
  'user_profile_changed',
  'user_status_changed',
  'team_join',
] as const;
const userChanged = z.object({ type: z.enum(userChanges), user: z.object({ id }) });

const groupChanges = ['subteam_members_changed', 'subteam_updated', 'subteam_created'] as const;
const groupChanged = z.union([
  z
    .object({ type: z.literal('subteam_members_changed'), subteam_id: id })
    .transform((event) => event.subteam_id),
  z
    .object({ type: z.enum(['subteam_updated', 'subteam_created']), subteam: z.object({ id }) })
    .transform((event) => event.subteam.id),
]);

const channelChanges = [
  'channel_shared',
  'channel_unshared',
  'channel_archive',
  'channel_unarchive',
  'member_joined_channel',
  'member_left_channel',
] as const;
const channelChanged = z.object({ type: z.enum(channelChanges), channel: id });

/** `oauth` tokens belong to people, and we hold none. */
const botTokenRevoked = z.object({
  type: z.literal('tokens_revoked'),
  tokens: z.object({ bot: z.array(z.string()).min(1) }),
});

type Wrapper = z.infer<typeof wrapper>;

export function parseEvent(payload: unknown): SlackInput {
  const told = wrapper.safeParse(payload);
  if (!told.success) return asked(payload);
  const install = told.data.authorizations?.[0] ?? told.data;
  const origin = { team: install.team_id || null, enterprise: install.enterprise_id || null };
  const { type } = told.data.event;
  // Only the schema of its own type is tried: every card that we post comes by here.
  const what = readers.get(type)?.(told.data, origin.team ?? origin.enterprise ?? '') ?? null;
  if (what === null) return ignored(`an event of type ${type.slice(0, 80)}`);
  return { ...what, origin, eventId: told.data.event_id };
}

type Happened = EventInput extends infer E
  ? E extends EventInput
    ? Omit<E, 'origin' | 'eventId'>
    : never
  : never;

type Reader = (told: Wrapper, team: string) => Happened | null;

const readUser: Reader = ({ event }) => {
  const user = userChanged.safeParse(event).data;
  return user ? { type: 'user_changed', user: user.user.id } : null;
};

const readGroup: Reader = ({ event }) => {
  const group = groupChanged.safeParse(event).data;
  return group === undefined ? null : { type: 'group_changed', group };
};

const readChannel: Reader = ({ event }) => {
  const changed = channelChanged.safeParse(event).data;
  return changed ? { type: 'channel_changed', channel: changed.channel } : null;
};

const readers = new Map<string, Reader>([
  ['app_uninstalled', () => ({ type: 'uninstalled' })],
  ['tokens_revoked', readRevoked],
  ['app_home_opened', readHome],
  ['message_metadata_posted', readPosted],
  ['message_metadata_deleted', readDeleted],
  ...userChanges.map((type) => [type, readUser] as const),
  ...groupChanges.map((type) => [type, readGroup] as const),
  ...channelChanges.map((type) => [type, readChannel] as const),
]);

function readRevoked({ event }: Wrapper): Happened | null {
  return botTokenRevoked.safeParse(event).success ? { type: 'token_revoked' } : null;
}

function readHome({ event }: Wrapper, team: string): Happened | null {
  const home = homeOpened.safeParse(event).data;
  if (home === undefined || home.tab === 'messages') return null;
  return { type: 'app_home_opened', account: { platform: 'slack', team, user: home.user } };
}

/** Any app may write any metadata; only our own messages can be copies of our cards. */
function readPosted({ event, api_app_id }: Wrapper): Happened | null {
  const posted = metadataPosted.safeParse(event).data;
  if (posted === undefined || posted.app_id !== api_app_id) return null;
  const { card, ...shows } = posted.metadata.event_payload;
  const { channel_id: channel, message_ts: message } = posted;
  return { type: 'metadata_posted', card, channel, message, shows };
}

function readDeleted({ event, api_app_id }: Wrapper): Happened | null {
  const deleted = metadataDeleted.safeParse(event).data;
  if (deleted === undefined || deleted.app_id !== api_app_id) return null;
  const { channel_id: channel, message_ts: message } = deleted;
  const { card } = deleted.previous_metadata.event_payload;
  return { type: 'metadata_deleted', card, channel, message };
}

function asked(payload: unknown): SlackInput {
  const { data } = challenge.safeParse(payload);
  return data ?? ignored('an event without an id');
}

function ignored(why: string): SlackInput {
  return { type: 'ignored', why };
}
