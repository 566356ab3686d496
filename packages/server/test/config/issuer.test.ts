import { describe, expect, it } from 'vitest';
import { faultsOf, policy } from './files.ts';

const plain = 'policy: ./policy.yaml\npeople: [{ id: ada, name: Ada }]\n';

describe('the issuer in the configuration', () => {
  it.each([
    ['https://approve.example?x=1', 'must have no query and no fragment (RFC 8414)'],
    ['https://approve.example/', 'must not end in a slash: it is compared letter by letter'],
    ['http://approve.example', 'must be https, or of this machine'],
  ])('is not %s', async (url, fault) => {
    expect((await faultsOf(`${plain}issuer: { url: '${url}' }\n`)).join()).toContain(fault);
  });

  it('is not one whose tokens open the API: a grant would open what it came from', async () => {
    const text = `${plain}issuer: { url: https://approve.example }
issuers: [{ name: us, issuer: https://approve.example, audience: api }]
`;
    expect((await faultsOf(text)).join()).toContain(
      'This is the service itself: what it grants opens nothing here.',
    );
  });

  it('shares no key between a resource server and an operator', async () => {
    const keys = `keys: [{ id: '0123456789', hash: ${'ab'.repeat(32)} }]`;
    const text = `${plain}operators: [{ id: o, name: O, ${keys} }]
resourceServers: [{ id: r, name: R, audience: [a], ${keys} }]
`;
    expect((await faultsOf(text)).join()).toContain('This key is there twice.');
  });
});

const granting = (audience: string) => `${policy}    grant: { audience: ['${audience}'] }\n`;

it('a policy that grants for the service itself is not loaded', async () => {
  const text = `${plain}issuer: { url: https://approve.example }
issuers: [{ name: gh, issuer: https://token.actions.githubusercontent.com, audience: countersign-api, preset: github-actions }]
`;
  for (const own of ['https://approve.example', 'countersign-api']) {
    expect((await faultsOf(text, {}, granting(own))).join()).toContain(
      `"${own}" is this service itself: a grant is for somebody else.`,
    );
  }
  expect(await faultsOf(text, {}, granting('sts.amazonaws.com'))).toEqual([]);
});
