import type { HomeView, KnownBlock, ModalView } from '@slack/types';

type Text = { text: string; blocks: KnownBlock[] };
type Unfurling = { unfurl_links: false; unfurl_media: false };

/** The methods that we call, and all that we say in them: https://docs.slack.dev/reference/methods */
export type SlackMethods = {
  'auth.test': Record<string, never>;
  'chat.postMessage': Text &
    Unfurling & {
      channel: string;
      thread_ts?: string;
      metadata?: {
        event_type: string;
        event_payload: { card: string; control: string; version: number };
      };
    };
  'chat.update': Text & { channel: string; ts: string };
  'chat.postEphemeral': Text & { channel: string; user: string; thread_ts?: string };
  'views.open': { trigger_id: string; view: ModalView };
  'views.update': { view_id: string; view: ModalView };
  'views.publish': { user_id: string; view: HomeView };
  'users.info': { user: string };
  'usergroups.users.list': { usergroup: string; team_id?: string };
  'conversations.info': { channel: string };
  'conversations.open': { users: string };
  'files.getUploadURLExternal': { filename: string; length: number };
  'files.completeUploadExternal': {
    files: { id: string; title: string }[];
    channel_id: string;
    thread_ts?: string;
  };
  'oauth.v2.access': {
    client_id: string;
    client_secret: string;
    grant_type: 'refresh_token';
    refresh_token: string;
  };
};

export type SlackMethod = keyof SlackMethods;

/**
 * Blocks in a form are JSON inside percent signs, twice as long and slower on both sides. Every
 * method takes a form, but JSON only those that say so.
 * https://docs.slack.dev/apis/web-api#methods_supporting_json
 */
const takesJson: ReadonlySet<string> = new Set<SlackMethod>([
  'chat.postMessage',
  'chat.update',
  'chat.postEphemeral',
  'views.open',
  'views.update',
  'views.publish',
]);

export function encode(method: SlackMethod, args: object): { type: string; body: string } {
  if (takesJson.has(method)) {
    return { type: 'application/json; charset=utf-8', body: JSON.stringify(args) };
  }
  const fields = Object.entries(args).map(([name, value]: [string, unknown]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const body = new URLSearchParams(fields).toString();
  return { type: 'application/x-www-form-urlencoded', body };
}
