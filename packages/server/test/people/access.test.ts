import { may, permissions, roles } from '@countersign/core/roles';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { access } from '../../src/http/access.ts';
import { aDesk, person, type Desk } from './desk.ts';
import { aForger } from './forger.ts';
import { PUBLIC_URL } from './provider.ts';

async function routesOf(desk: Desk): Promise<string[]> {
  const { paths } = (await desk.browser().get('/openapi.json')).body as {
    paths: { [path: string]: object };
  };
  return Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.keys(methods).map(
        (method) =>
          `${method.toUpperCase()} ${path.replace('{*}', '*').replaceAll(/\{(\w+)\}/gu, ':$1')}`,
      ),
    )
    .filter((route) => !/\/(?:slack|teams)\//u.test(route));
}

/** Somebody for each role, who has it alone. */
async function aDeskOfAll() {
  const provider = await aForger();
  const { issuer } = provider;
  const desk = await aDesk(provider, {
    people: roles.map((role) => person(role, role, { logins: [{ issuer, subject: role }] })),
    roles: Object.fromEntries(roles.map((role) => [role, { people: [role], groups: [] }])),
  });
  return { desk, provider };
}

it('every route is in the table of who may call it', async () => {
  const { desk } = await aDeskOfAll();
  const routes = await routesOf(desk);
  expect(routes.length).toBeGreaterThan(20);
  expect(routes.filter((route) => !Object.hasOwn(access, route))).toEqual([]);
  const unproved = Object.entries(access).filter(([, who]) => Object.keys(who).length === 0);
  expect(unproved).toEqual([]);
});

it('every route is open to the roles that the table says, and to no others', async () => {
  const { desk, provider } = await aDeskOfAll();
  const routes = (await routesOf(desk)).filter((route) => !access[route]?.anyone);
  for (const role of roles) {
    provider.forge({ claims: { sub: role } });
    const browser = desk.browser();
    await browser.signIn(provider, null);
    const { csrf } = (await browser.get('/v1/session')).body;
    for (const route of routes) {
      const wanted = access[route]?.person;
      if (wanted === 'signed_in') continue;
      const [method = '', path = ''] = route.split(' ');
      const { status } = await browser.call(method as 'GET', path.replaceAll(/:\w+|\*/gu, 'none'), {
        origin: PUBLIC_URL,
        'x-countersign-csrf': csrf,
      });
      const isOpen = wanted !== undefined && may([role], wanted);
      expect([role, route, [401, 403].includes(status) ? 'closed' : 'open']).toEqual([
        role,
        route,
        isOpen ? 'open' : 'closed',
      ]);
      expect(status).toBeLessThan(500);
    }
  }
});

it('votes are taken at one route, by a session and by no credential', () => {
  const routes = Object.entries(access).filter(([route]) =>
    /vote|approve\b|reject|decide/u.test(route),
  );
  expect(routes).toEqual([['POST /v1/requests/:id/votes', { person: 'requests.decide' }]]);
  const byRole = Object.entries(access).filter(([, { person: may }]) => may === 'requests.decide');
  expect(byRole).toHaveLength(1);
});

it('the guide has the table of permissions as it is', () => {
  const path = new URL('../../../../docs/guides/sign-in.md', import.meta.url);
  const rows = readFileSync(path, 'utf8').matchAll(/^\| `(\w+\.\w+)` +\|[^|]+\|(.*)\|$/gmu);
  const told = [...rows].map(([, name = '', cells = '']) => [
    name,
    roles.filter((_, at) => cells.split('|')[at]?.trim() === 'yes'),
  ]);
  expect(Object.fromEntries(told)).toEqual(permissions);
});
