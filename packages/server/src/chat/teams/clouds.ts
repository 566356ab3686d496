/** The addresses of one of Microsoft's clouds. */
export type Cloud = {
  /** Issues our access tokens. */
  login: string;
  /** The scope of the Bot Connector's tokens. */
  botScope: string;
  /** Tells the keys that sign what Teams sends us. */
  openId: string;
  /** Who must have issued what Teams sends us. */
  issuer: string;
  graph: string;
  graphScope: string;
  /** Where our tokens may go: origins of service URLs. */
  services: string[];
  /** Speaks to any region; for conversations whose own service URL is not known yet. */
  service: string;
  /** Where people open Teams. */
  web: string;
};

const publicCloud: Cloud = {
  login: 'https://login.microsoftonline.com',
  botScope: 'https://api.botframework.com/.default',
  openId: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  issuer: 'https://api.botframework.com',
  graph: 'https://graph.microsoft.com',
  graphScope: 'https://graph.microsoft.com/.default',
  services: ['https://smba.trafficmanager.net', 'https://smba.onyx.prod.teams.trafficmanager.net'],
  service: 'https://smba.trafficmanager.net/teams',
  web: 'https://teams.microsoft.com',
};

const government = {
  login: 'https://login.microsoftonline.us',
  botScope: 'https://api.botframework.us/.default',
  openId: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
  issuer: 'https://api.botframework.us',
};

/**
 * Source: https://learn.microsoft.com/azure/bot-service/how-to-deploy-gov-cloud-high, and for
 * service URLs https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
 */
export const clouds = {
  public: publicCloud,
  gcc: {
    ...publicCloud,
    services: ['https://smba.infra.gcc.teams.microsoft.com', 'https://smba.trafficmanager.net'],
    service: 'https://smba.infra.gcc.teams.microsoft.com/gcc',
  },
  gcchigh: {
    ...government,
    graph: 'https://graph.microsoft.us',
    graphScope: 'https://graph.microsoft.us/.default',
    services: ['https://smba.infra.gov.teams.microsoft.us'],
    service: 'https://smba.infra.gov.teams.microsoft.us/gcch',
    web: 'https://gov.teams.microsoft.us',
  },
  dod: {
    ...government,
    graph: 'https://dod-graph.microsoft.us',
    graphScope: 'https://dod-graph.microsoft.us/.default',
    services: ['https://smba.infra.dod.teams.microsoft.us'],
    service: 'https://smba.infra.dod.teams.microsoft.us/dod',
    web: 'https://dod.teams.microsoft.us',
  },
  china: {
    login: 'https://login.partner.microsoftonline.cn',
    botScope: 'https://api.botframework.azure.cn/.default',
    openId: 'https://login.botframework.azure.cn/v1/.well-known/openidconfiguration',
    issuer: 'https://api.botframework.azure.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    graphScope: 'https://microsoftgraph.chinacloudapi.cn/.default',
    services: ['https://frontend.botapi.msg.infra.teams.microsoftonline.cn'],
    service: 'https://frontend.botapi.msg.infra.teams.microsoftonline.cn',
    web: 'https://teams.microsoftonline.cn',
  },
} satisfies { [name: string]: Cloud };

export type CloudName = keyof typeof clouds;

/** Whether a service URL is one that our tokens may be sent to. */
export function isServiceOf({ services }: Cloud, serviceUrl: string): boolean {
  if (!URL.canParse(serviceUrl)) return false;
  const { origin, username, password } = new URL(serviceUrl);
  return username === '' && password === '' && services.includes(origin);
}

/** Where people write to the bot. */
export function chatLink(web: string, bot: string): string {
  return `${web}/l/chat/0/0?users=${encodeURIComponent(bot)}`;
}
