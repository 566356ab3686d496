import { describe, expect, it } from 'vitest';
import { faultsOf, load } from './files.ts';

const file = (address: string, more = '') => `policy: ./policy.yaml
people: [{ id: ada, name: Ada }]
webhooks: [{ name: hook, url: '${address}', secret: 'whsec_${Buffer.alloc(24, 7).toString('base64')}' }]
${more}
`;

describe('an address that the service would never call', () => {
  it.each([
    'http://deploy.example.com/hook',
    'https://10.0.0.1/hook',
    'https://localhost/hook',
    'https://[::1]:8443/hook',
  ])('is a fault before anybody has decided: %s', async (address) => {
    const { host } = new URL(address);
    expect(await faultsOf(file(address))).toEqual([
      expect.stringContaining(`webhooks[0].url: This is not a public https address`),
    ]);
    expect((await faultsOf(file(address))).join('')).toContain(`allowHosts lists "${host}"`);
  });

  it.each([
    ['http://deploy.example.com/hook', 'deploy.example.com'],
    ['http://deploy.example.com:8080/hook', 'Deploy.example.com:8080'],
    ['https://[fd00::1]/hook', 'fd00::1'],
  ])('is none where the operator allows it: %s', async (address, allowed) => {
    const text = file(address, `allowHosts: ['${allowed}']`);
    expect((await load(text)).webhooks[0]?.url).toBe(address);
  });

  it('is one with a password in it', async () => {
    const faults = await faultsOf(file('https://ci:hunter2@deploy.example.com/hook'));
    expect(faults).toEqual([expect.stringContaining('a user name or a password')]);
    expect(faults.join('')).not.toContain('hunter2');
  });

  it.each(['keys', 'issuer'])('is one of an issuer of tokens, too: of its %s', async (which) => {
    const keys = which === 'keys' ? ", jwksUri: 'http://idp.example/keys'" : '';
    const at = which === 'keys' ? 'https://idp.example' : 'http://idp.example';
    const issuer = `issuers: [{ name: idp, issuer: '${at}', audience: us${keys} }]`;
    const path = which === 'keys' ? 'issuers[0].jwksUri' : 'issuers[0].issuer';
    const hook = 'https://deploy.example.com/hook';
    expect(await faultsOf(file(hook, issuer))).toEqual([
      expect.stringContaining(`${path}: This is`),
    ]);
    expect(await faultsOf(file(hook, `${issuer}\nallowHosts: [idp.example]`))).toEqual([]);
  });
});

it.each(['https://idp.example.com', 'idp.example.com/keys', '*.example.com', 'a b'])(
  'what no host is like can not be allowed: %s',
  async (host) => {
    expect(await faultsOf(file('https://deploy.example.com', `allowHosts: ['${host}']`))).toEqual([
      expect.stringContaining('allowHosts[0]: must be a host, or host:port'),
    ]);
  },
);
