/** What differs between Microsoft's clouds in the tokens that bots get and are shown. */
export interface Cloud {
  /** Of the tokens that come with activities. */
  issuer: string;
  /** The audience of the connector's tokens. */
  connector: string;
  /** The audience of Graph's tokens. */
  graph: string;
  /** Where Entra is, without its scheme. */
  login: string;
}

const worldwide: Cloud = {
  issuer: 'https://api.botframework.com',
  connector: 'https://api.botframework.com',
  graph: 'https://graph.microsoft.com',
  login: 'login.microsoftonline.com',
};

const government = {
  issuer: 'https://api.botframework.us',
  connector: 'https://api.botframework.us',
  login: 'login.microsoftonline.us',
};

/** Source: https://learn.microsoft.com/azure/bot-service/how-to-deploy-gov-cloud-high */
export const clouds = {
  public: worldwide,
  gcc: worldwide,
  gcchigh: { ...government, graph: 'https://graph.microsoft.us' },
  dod: { ...government, graph: 'https://dod-graph.microsoft.us' },
  china: {
    issuer: 'https://api.botframework.azure.cn',
    connector: 'https://api.botframework.azure.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    login: 'login.partner.microsoftonline.cn',
  },
} satisfies Record<string, Cloud>;

export type CloudName = keyof typeof clouds;
