import { expect, it } from 'vitest';
import { PUBLIC_URL } from '../people/provider.ts';
import { aHall } from './hall.ts';

it.each(['ci', 'other', 'operator', 'vault'] as const)(
  'the key of %s casts no vote, alone or beside the session of an approver',
  async (name) => {
    const hall = await aHall();
    const id = await hall.ask();
    const browser = await hall.signedIn('ada');
    const { digest } = (await browser.get(`/v1/requests/${id}`)).body;
    const { csrf } = (await browser.get('/v1/session')).body;
    const ballot = { vote: 'approve', digest, stage: 0 };
    const path = `/v1/requests/${id}/votes`;
    const authorization = `Bearer ${hall.desk.api.keys[name]}`;
    const closed = { status: 401, body: { code: 'unauthenticated' } };
    const alone = hall.desk.browser();
    expect(await alone.call('POST', path, { authorization }, ballot)).toMatchObject(closed);
    const beside = { authorization, origin: PUBLIC_URL, 'x-countersign-csrf': csrf };
    expect(await browser.call('POST', path, beside, ballot)).toMatchObject(closed);
    expect(await hall.votesOf(id)).toEqual([]);
  },
);
