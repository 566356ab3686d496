import {
  startSlackDouble,
  startTeamsDouble,
  type SlackDouble,
  type SlackDoubleOptions,
  type TeamsDouble,
} from '@countersign/emulator';
import type { LoadedConfig } from '@countersign/server/config/load';
import type { DemoSecrets } from './secrets.ts';
import { appId, directory, tenantId } from './tenant.ts';
import { workspace } from './workspace.ts';

export type Doubles = {
  slack: SlackDouble;
  teams: TeamsDouble;
  /** The configuration, with the doubles where Slack and Microsoft would be. */
  inPlaceOfReal: (config: LoadedConfig) => LoadedConfig;
  /** Once the service listens there. */
  connect: (service: string) => void;
  close: () => Promise<void>;
};

/** Slack and Teams on this machine, with the same people in both, and one page over them. */
export async function startDoubles(
  secrets: DemoSecrets,
  {
    pace = true,
    ...page
  }: Pick<
    SlackDoubleOptions,
    'host' | 'port' | 'pace' | 'autoRetryEvents' | 'ackTimeoutMs' | 'triggerLifetimeMs'
  >,
): Promise<Doubles> {
  // What the service calls is for this machine alone, whoever may see the page.
  const teams = await startTeamsDouble({
    tenantId,
    bot: { appId, secret: secrets.teamsSecret },
    directory,
    pace,
    // As Teams clients that are open.
    autoRefresh: true,
  });
  const slack = await startSlackDouble({
    ...page,
    signingSecret: secrets.signingSecret,
    botToken: secrets.botToken,
    workspace,
    commands: ['/countersign'],
    pace,
    teams,
  }).catch(async (error: unknown) => {
    await teams.close();
    throw error;
  });
  return {
    slack,
    teams,
    inPlaceOfReal: (config) => ({
      ...config,
      ...(config.slack && { slack: { ...config.slack, apiUrl: slack.apiUrl } }),
      ...(config.teams && { teams: { ...config.teams, endpoints: endpointsOf(teams, slack.url) } }),
    }),
    connect: (service) => {
      slack.setRequestUrls({
        interactivity: `${service}/slack/interactivity`,
        commands: `${service}/slack/commands`,
        events: `${service}/slack/events`,
      });
      teams.setMessagingEndpoint(`${service}/teams/messages`);
    },
    close: async () => {
      await slack.close();
      await teams.close();
    },
  };
}

const endpointsOf = (teams: TeamsDouble, page: string) => ({
  login: teams.entraUrl,
  openId: teams.openIdMetadataUrl,
  graph: teams.graphUrl,
  service: teams.serviceUrl,
  // Links lead to the page that shows both.
  web: `${page}/teams`,
});
