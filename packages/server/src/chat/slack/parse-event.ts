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
    event_payload: z.object({ card: id, version: z.int().min(0).catch(0) }),
  }),
});

const userChanged = z.object({
  type: z.enum(['user_change', 'user_profile_changed', 'user_status_changed', 'team_join']),
  user: z.object({ id }),
});

const groupChanged = z.union([
  z
    .object({ type: z.literal('subteam_members_changed'), subteam_id: id })
    .transform((event) => event.subteam_id),
  z
    .object({ type: z.enum(['subteam_updated', 'subteam_created']), subteam: z.object({ id }) })
    .transform((event) => event.subteam.id),
]);

const channelChanged = z.object({
  type: z.enum(['channel_shared', 'channel_unshared', 'channel_archive', 'channel_unarchive']),
  channel: id,
});

const joinedOrLeft = z.object({
  type: z.enum(['member_joined_channel', 'member_left_channel']),
  channel: id,
});

/** `oauth` tokens belong to people, and we hold none. */
const botTokenRevoked = z.object({
  type: z.literal('tokens_revoked'),
  tokens: z.object({ bot: z.array(z.string()).min(1) }),
});

type Wrapper = z.infer<typeof wrapper>;

export function parseEvent(payload: unknown): SlackInput {
  const asked = challenge.safeParse(payload);
  if (asked.success) return asked.data;
  const told = wrapper.safeParse(payload);
  if (!told.success) return ignored('an event without an id');
  const install = told.data.authorizations?.[0] ?? told.data;
  const origin = { team: install.team_id || null, enterprise: install.enterprise_id || null };
  const what = happened(told.data, origin.team ?? origin.enterprise ?? '');
  if (what === null) return ignored(`an event of type ${told.data.event.type.slice(0, 80)}`);
  return { ...what, origin, eventId: told.data.event_id };
}

type Happened = EventInput extends infer E
  ? E extends EventInput
    ? Omit<E, 'origin' | 'eventId'>
    : never
  : never;

function happened({ event, api_app_id }: Wrapper, team: string): Happened | null {
  if (event.type === 'app_uninstalled') return { type: 'uninstalled' };
  if (botTokenRevoked.safeParse(event).success) return { type: 'token_revoked' };
  const home = homeOpened.safeParse(event).data;
  if (home !== undefined) {
    if (home.tab === 'messages') return null;
    return { type: 'app_home_opened', account: { platform: 'slack', team, user: home.user } };
  }
  const posted = metadataPosted.safeParse(event).data;
  if (posted !== undefined) {
    // Any app may write any metadata; only our own messages can be copies of our cards.
    if (posted.app_id !== api_app_id) return null;
    const { card, version } = posted.metadata.event_payload;
    return {
      type: 'metadata_posted',
      card,
      channel: posted.channel_id,
      message: posted.message_ts,
      drawn: version,
    };
  }
  const user = userChanged.safeParse(event).data;
  if (user !== undefined) return { type: 'user_changed', user: user.user.id };
  const group = groupChanged.safeParse(event).data;
  if (group !== undefined) return { type: 'group_changed', group };
  const channel = channelChanged.safeParse(event).data ?? joinedOrLeft.safeParse(event).data;
  if (channel !== undefined) return { type: 'channel_changed', channel: channel.channel };
  return null;
}

function ignored(why: string): SlackInput {
  return { type: 'ignored', why };
}
