import { decodeJwt } from 'jose';
import { expect, it } from 'vitest';
import { clientOf, deploys, requestToken, startDouble } from './support/bot.ts';

it.each([
  ['gcchigh', 'https://api.botframework.us', 'https://graph.microsoft.us'],
  ['dod', 'https://api.botframework.us', 'https://dod-graph.microsoft.us'],
  ['china', 'https://api.botframework.azure.cn', 'https://microsoftgraph.chinacloudapi.cn'],
] as const)('in %s, tokens are that cloud’s own', async (cloud, bots, graph) => {
  const double = await startDouble({ cloud });
  const header = (await double.authorization())?.replace('Bearer ', '') ?? '';
  expect(decodeJwt(header).iss).toBe(bots);
  expect(await (await fetch(double.openIdMetadataUrl)).json()).toMatchObject({ issuer: bots });
  expect((await requestToken(double)).status).toBe(400);
  expect((await requestToken(double, { scope: `${graph}/.default` })).status).toBe(200);
  const client = await clientOf(double, bots);
  expect((await client.start(deploys)).status).toBe(201);
});
