import { expect, it } from 'vitest';
import { PUBLIC_URL } from '../people/provider.ts';
import { aHall } from './hall.ts';

it('a page of somebody else makes nobody vote: not without the token, not from elsewhere', async () => {
  const hall = await aHall();
  const id = await hall.ask();
  const browser = await hall.signedIn('ada');
  const { digest } = (await browser.get(`/v1/requests/${id}`)).body;
  const { csrf } = (await browser.get('/v1/session')).body;
  const other = await hall.signedIn('grace');
  const { csrf: ofAnother } = (await other.get('/v1/session')).body;
  const ballot = { vote: 'approve', digest, stage: 0 };
  for (const headers of [
    {},
    { origin: PUBLIC_URL },
    { origin: PUBLIC_URL, 'x-countersign-csrf': ofAnother },
    { origin: 'https://evil.example.com', 'x-countersign-csrf': csrf },
    { 'sec-fetch-site': 'cross-site', 'x-countersign-csrf': csrf },
    { 'sec-fetch-site': 'same-site', 'x-countersign-csrf': csrf },
  ]) {
    expect(await browser.call('POST', `/v1/requests/${id}/votes`, headers, ballot)).toMatchObject({
      status: 403,
      body: { code: 'cross_site' },
    });
  }
  expect(await hall.votesOf(id)).toEqual([]);
});

it('what a form of another page can send is no vote either', async () => {
  const hall = await aHall();
  const id = await hall.ask();
  const browser = await hall.signedIn('ada');
  const headers = { 'content-type': 'text/plain' };
  const sent = await browser.change('POST', `/v1/requests/${id}/votes`, {}, headers);
  expect([415, 422]).toContain(sent.status);
  expect(await hall.votesOf(id)).toEqual([]);
});
