import { describe, expect, it } from 'vitest';
import {
  ada,
  type Answered,
  approvers,
  bob,
  clientOf,
  everyone,
  gone,
  gus,
  hidden,
  olga,
  startDouble,
} from './support/bot.ts';
import type { TeamsDoubleOptions } from '../../src/index.ts';

async function start(options: Partial<TeamsDoubleOptions> = {}) {
  const double = await startDouble(options);
  const { call } = await clientOf(double, 'https://graph.microsoft.com');
  const get = (path: string) => call('GET', `${double.graphUrl}/v1.0/${path}`);
  const check = (person: string, groupIds: string[]) =>
    call('POST', `${double.graphUrl}/v1.0/users/${person}/checkMemberGroups`, { groupIds });
  return { double, get, check };
}

describe('Graph on a user', () => {
  it('tells what is asked for, and of the account’s state only then', async () => {
    const { get } = await start();
    const plain = (await get(`users/${ada}`)).body;
    expect(plain).toMatchObject({ id: ada, displayName: 'Ada Lovelace', mail: 'ada@example.com' });
    expect(plain).not.toHaveProperty('accountEnabled');
    const $select = 'id,displayName,mail,userType,accountEnabled';
    expect((await get(`users/${gone}?$select=${$select}`)).body).toMatchObject({
      accountEnabled: false,
      userType: 'Member',
    });
    expect((await get(`users/${gus}?$select=userType`)).body).toMatchObject({ userType: 'Guest' });
    const wrong = await get(`users/${ada}?$select=accountEnable`);
    expect(wrong).toMatchObject({ status: 400, body: { error: { code: 'BadRequest' } } });
  });

  it.each([['nobody'], [olga]])('does not know %s', async (id) => {
    const { get } = await start();
    expect(await get(`users/${id}`)).toMatchObject({
      status: 404,
      body: {
        error: { code: 'Request_ResourceNotFound', innerError: { date: expect.any(String) } },
      },
    });
  });
});

describe('Graph on groups', () => {
  it('checks membership through groups in groups', async () => {
    const { check } = await start();
    expect((await check(ada, [approvers, everyone])).body['value']).toEqual([approvers, everyone]);
    expect((await check(bob, [approvers, everyone])).body['value']).toEqual([everyone]);
    expect((await check(gus, [approvers])).body['value']).toEqual([]);
  });

  it('leaves out hidden memberships silently', async () => {
    const { check } = await start();
    expect((await check(ada, [hidden, approvers])).body['value']).toEqual([approvers]);
    const graphRoles = ['User.Read.All', 'GroupMember.Read.All', 'Member.Read.Hidden'];
    const allowed = await start({ graphRoles });
    expect((await allowed.check(ada, [hidden])).body['value']).toEqual([hidden]);
  });

  it('takes twenty ids at most, and no misspelt one', async () => {
    const { check } = await start();
    const twenty = Array.from({ length: 20 }, () => approvers);
    expect((await check(ada, twenty)).status).toBe(200);
    expect((await check(ada, [...twenty, approvers])).status).toBe(400);
    expect((await check(ada, [approvers, 'approvers'])).status).toBe(400);
  });

  it('lists members in pages, also those of groups within', async () => {
    const { get } = await start();
    const direct = (await get(`groups/${everyone}/members?$select=id`)).body;
    expect(direct['value']).toEqual([
      { '@odata.type': '#microsoft.graph.group', id: approvers, displayName: 'Approvers' },
      { '@odata.type': '#microsoft.graph.user', id: bob },
    ]);
    const first = (await get(`groups/${everyone}/transitiveMembers?$top=2&$select=id`)).body;
    expect(first['value']).toMatchObject([{ id: approvers }, { id: ada }]);
    const next = new URL(String(first['@odata.nextLink']));
    const last = (await get(next.pathname.replace('/v1.0/', '') + next.search)).body;
    expect(last['value']).toMatchObject([{ id: bob }]);
    expect(last).not.toHaveProperty('@odata.nextLink');
  });

  it.each(['members', 'transitiveMembers'])(
    'lists nobody of another tenant as %s',
    async (list) => {
      const { double, get } = await start();
      double.seed({ groups: [{ id: everyone, members: [olga, bob] }] });
      const { value } = (await get(`groups/${everyone}/${list}?$select=id`)).body;
      expect(value).toMatchObject([{ id: bob }]);
      expect(value).toHaveLength(1);
    },
  );
});

async function code(answer: Promise<Answered>) {
  const { status, body } = await answer;
  return [status, (body['error'] as { code?: string } | undefined)?.code];
}

describe('Graph', () => {
  it('wants a token of its own with the permissions for the call', async () => {
    const double = await startDouble({ graphRoles: ['User.Read.All'] });
    const url = `${double.graphUrl}/v1.0/users/${ada}`;
    const anonymous = await fetch(url);
    expect([anonymous.status, (await anonymous.json()).error.code]).toEqual([
      401,
      'InvalidAuthenticationToken',
    ]);
    const connector = await clientOf(double);
    expect(await code(connector.call('GET', url))).toEqual([401, 'InvalidAuthenticationToken']);
    const graph = await clientOf(double, 'https://graph.microsoft.com');
    expect(await code(graph.call('GET', url))).toEqual([200, undefined]);
    const check = graph.call('POST', `${url}/checkMemberGroups`, { groupIds: [] });
    expect(await code(check)).toEqual([403, 'Authorization_RequestDenied']);
  });

  it('fails and hangs when told to', async () => {
    const { double, get, check } = await start();
    const busy = { kind: 'http', status: 429, retryAfter: 5 } as const;
    double.fail({ operation: 'graph.getUser', with: busy });
    const refused = await get(`users/${ada}`);
    expect(refused).toMatchObject({ status: 429, body: { error: { code: 'TooManyRequests' } } });
    double.fail({ operation: 'graph.checkMemberGroups', with: { kind: 'hang' } });
    const hung = check(ada, [approvers]);
    hung.catch(() => undefined);
    await double.until(() => double.calls().some(({ status }) => status === 0));
    expect((await get(`users/${ada}`)).status).toBe(200);
    await double.close();
    await expect(hung).rejects.toThrow('fetch failed');
  });
});
