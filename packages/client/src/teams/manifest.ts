export type TeamsManifestOptions = {
  /** Where Teams reaches the service. */
  url: string;
  /** The app registration's id, which is the bot's, too. */
  appId: string;
};

const commands = [
  { title: 'list', description: 'What waits for you' },
  { title: 'show', description: 'A request in full: show ID' },
  { title: 'approve', description: 'Approve it: approve ID' },
  { title: 'reject', description: 'Reject it, and say why: reject ID REASON' },
  { title: 'help', description: 'What you can write' },
];

/**
 * The Teams app that the service needs. It asks for no permission to read messages: a bot hears what
 * is written to it and what mentions it. Of a team it is added to, it may see which of its channels
 * are private. `supportsChannelFeatures` is what lets it be added to
 * private and shared channels. https://learn.microsoft.com/microsoft-365/extensibility/schema/
 */
export function teamsManifest({ url, appId }: TeamsManifestOptions) {
  const { origin, hostname } = new URL(url);
  return {
    $schema: 'https://developer.microsoft.com/json-schemas/teams/v1.25/MicrosoftTeams.schema.json',
    manifestVersion: '1.25',
    version: '1.0.0',
    id: appId,
    developer: {
      name: hostname.slice(0, 32),
      websiteUrl: origin,
      privacyUrl: origin,
      termsOfUseUrl: origin,
    },
    name: { short: 'Countersign', full: 'Countersign' },
    description: {
      short: 'Approve what bots want to change, right where you talk',
      full: 'Bots ask, people countersign, the change happens, and anyone can prove it later. Requests appear as cards in the channels that your policy names; who may decide is looked up at every click.',
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#1f2a37',
    bots: [
      {
        botId: appId,
        scopes: ['team', 'personal'],
        supportsFiles: false,
        isNotificationOnly: false,
        commandLists: [{ scopes: ['team', 'personal'], commands }],
      },
    ],
    // The resource is a placeholder: nobody signs in to this app.
    webApplicationInfo: { id: appId, resource: origin },
    authorization: {
      permissions: {
        resourceSpecific: [{ name: 'ChannelSettings.Read.Group', type: 'Application' }],
      },
    },
    validDomains: [],
    defaultInstallScope: 'team',
    defaultGroupCapability: { team: 'bot' },
    supportsChannelFeatures: 'tier1',
  };
}
