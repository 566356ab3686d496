import { expect, it } from 'vitest';
import { callerAuthenticator } from '../../src/authenticate-caller.ts';

const people = [
  { id: 'ada', name: 'Ada', github: ['ada'], gitlab: ['lovelace'], circleci: [] },
  { id: 'max', name: 'Max', github: [], gitlab: ['Ada'], circleci: ['8d9e'] },
];

const startedBy = async (starter: string[], starterOn?: 'github' | 'gitlab' | 'circleci') => {
  const call = callerAuthenticator(
    async () => ({
      ok: true,
      identity: { id: 'bot', name: 'Bot' },
      proof: { kind: 'api_key', keyId: 'k' },
      starter,
      ...(starterOn ? { starterOn } : {}),
    }),
    { people },
  );
  return (await call('Bearer x')).behind.map(({ id }) => id);
};

it('one name on two platforms is two people’s', async () => {
  expect(await startedBy(['ada', '1'], 'github')).toEqual(['ada']);
  expect(await startedBy(['ada', '1'], 'gitlab')).toEqual(['max']);
  expect(await startedBy(['8D9E'], 'circleci')).toEqual(['max']);
  expect(await startedBy(['ada'])).toEqual([]);
});
