import { expect, it } from 'vitest';
import { startIssuer, trusting } from './double.ts';

const bot = { id: 'bot', name: 'Bot', keys: [] };
const binding = (claims: { [claim: string]: string }, by?: string) => ({
  issuer: 'ci',
  claims,
  ...(by === undefined ? {} : { by }),
});

it('whoever made a binding that let a token in stands behind it, and who named the owner', async () => {
  const double = await startIssuer();
  const oidc = [
    binding({ repository_id: '42' }, 'person:ada'),
    binding({ repository_owner_id: '7' }, 'operator:op'),
    binding({ repository_id: '43' }, 'person:max'),
  ];
  const identities = [{ ...bot, oidc, saidBy: { owner: 'person:bo' } }];
  const prove = trusting(double, {}, undefined, { identities });
  const proved = await prove(await double.token());
  if (!proved.ok) throw new Error(proved.message);
  expect(proved.keepers?.toSorted()).toEqual(['operator:op', 'person:ada', 'person:bo']);
  expect(proved.identity).toEqual({ id: 'bot', name: 'Bot' });
});

it('nobody does for what the configuration says', async () => {
  const double = await startIssuer();
  const prove = trusting(double, {}, undefined, {
    identities: [{ ...bot, oidc: [binding({ repository_id: '42' })] }],
  });
  expect(await prove(await double.token())).not.toHaveProperty('keepers');
});
