import { expect, it } from 'vitest';
import { clouds } from '../../src/chat/teams/clouds.ts';
import { createConnector } from '../../src/chat/teams/connector.ts';
import { CHANNEL, TENANT } from './desk.ts';

const at = { serviceUrl: clouds.public.service, tenant: TENANT };
const member = { id: '29:a', aadObjectId: 'a', tenantId: TENANT };

function rosterOf(pages: number) {
  let served = 0;
  const api = async () => {
    served += 1;
    return { members: [member], ...(served < pages ? { continuationToken: 'more' } : {}) };
  };
  return createConnector(api, clouds.public).roster(at, CHANNEL);
}

/** A team holds 25,000 people, a page 500 of them. */
it('everybody in the largest team is read', async () => {
  expect(await rosterOf(50)).toHaveLength(50);
});

/** Who stands on the pages that are not read may be of another organisation. */
it('a roster that does not end is none', async () => {
  await expect(rosterOf(Infinity)).rejects.toThrow('does not end');
});
