import { BOT_NAME } from '@countersign/core/text/bot-name';

export type ManifestOptions = {
  /** Where Slack reaches the service; not needed in Socket Mode. */
  url?: string | undefined;
  /** Slack delivers over a WebSocket that the service opens. */
  socket?: boolean | undefined;
};

/**
 * The Slack app that the service needs, by the names of docs.slack.dev/reference/app-manifest.
 * Scopes are those of the calls and events in use, and no more.
 */
export function slackManifest({ url, socket = false }: ManifestOptions) {
  const base = socket ? undefined : url?.replace(/\/+$/, '');
  const at = (path: string) => (base === undefined ? undefined : `${base}${path}`);
  const interactivity = at('/slack/interactivity');
  const events = at('/slack/events');
  const commands = at('/slack/commands');
  return {
    display_information: {
      name: 'Countersign',
      description: 'Approve what bots want to change, right where you talk',
      background_color: '#1f2a37',
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: true,
      },
      bot_user: { display_name: BOT_NAME, always_online: true },
      slash_commands: [
        {
          command: '/countersign',
          ...(commands === undefined ? {} : { url: commands }),
          description: 'See what waits for your approval',
          usage_hint: 'list | show ID | approve ID | reject ID REASON',
          should_escape: true,
        },
      ],
    },
    oauth_config: { scopes: { bot: [...botScopes] } },
    settings: {
      interactivity: {
        is_enabled: true,
        ...(interactivity === undefined ? {} : { request_url: interactivity }),
      },
      event_subscriptions: {
        ...(events === undefined ? {} : { request_url: events }),
        bot_events: [...botEvents],
        metadata_subscriptions: [{ app_id: '*', event_type: 'countersign_card' }],
      },
      org_deploy_enabled: false,
      socket_mode_enabled: socket,
      token_rotation_enabled: false,
    },
  };
}

export type SlackManifest = ReturnType<typeof slackManifest>;

/** Opens Slack's "create an app" page with the manifest filled in. */
export function installLink(yaml: string): string {
  return `https://api.slack.com/apps?new_app=1&manifest_yaml=${encodeURIComponent(yaml)}`;
}

const botEvents = [
  'app_home_opened',
  'app_uninstalled',
  'channel_archive',
  'channel_shared',
  'channel_unarchive',
  'channel_unshared',
  'message_metadata_deleted',
  'message_metadata_posted',
  'subteam_members_changed',
  'subteam_updated',
  'tokens_revoked',
  'user_change',
] as const;

const botScopes = [
  'channels:read',
  'chat:write',
  'commands',
  'files:write',
  'groups:read',
  'im:write',
  'metadata.message:read',
  'usergroups:read',
  'users:read',
  'users:read.email',
] as const;
