import { request } from 'node:http';
import { expect, it } from 'vitest';
import { startDouble } from '../support/app.ts';

/** `fetch` does not let a caller forge these headers. */
async function statusOf(url: string, headers: Record<string, string>, method = 'GET') {
  return new Promise<number | undefined>((resolve, reject) => {
    request(url, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

it('is not there unless it was asked for', async () => {
  const double = await startDouble();
  expect(await statusOf(`${double.url}/double/calls`, {})).toBe(404);
});

it.each([
  [200, 'a process of this machine', {}],
  [403, 'a page of another site', { origin: 'https://evil.example' }],
  [403, 'a page without a name', { origin: 'null' }],
  [403, 'a picture in a page', { 'sec-fetch-site': 'cross-site' }],
  [403, 'a rebound name', { host: 'evil.example' }],
  [403, 'a rebound name with a port', { host: 'evil.example:80' }],
])('answers %i to %s', async (status, _who, headers: Record<string, string>) => {
  const double = await startDouble({ control: true });
  expect(await statusOf(`${double.url}/double/calls`, headers)).toBe(status);
});

it('acts for nobody in a browser', async () => {
  const double = await startDouble({ control: true });
  const headers = { origin: double.url, 'content-type': 'application/json' };
  expect(await statusOf(`${double.url}/double/clear-faults`, headers, 'POST')).toBe(403);
});
