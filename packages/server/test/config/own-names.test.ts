import { expect, it } from 'vitest';
import { ownNames } from '../../src/config/issuer.ts';

it('the service has the names of its issuer, of its API, and of where people sign in', () => {
  const issuers = [
    { issuer: 'https://ci.example', audience: ['https://api.example', 'countersign'] },
  ];
  const signIn = { publicUrl: 'https://console.example' };
  expect(ownNames({ issuer: { url: 'https://approve.example' }, issuers, signIn })).toEqual([
    'https://approve.example',
    'https://console.example',
    'https://api.example',
    'countersign',
  ]);
  expect(ownNames({ issuer: {}, issuers: [] })).toEqual([]);
});
