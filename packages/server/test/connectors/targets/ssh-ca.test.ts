import { generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readSshCa } from '../../../src/connectors/targets/ssh-ca.ts';
import { caPem } from './ssh-scene.ts';

/** Keys of `ssh-keygen -t ed25519`, thrown away: one as it is, one with a passphrase. */
const plain = armored(
  'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW',
  'QyNTUxOQAAACAFfZwkGlGkBu+4RmTm7lZVAy8C81yG4SsgSNwoyM9khgAAAIgkHZKWJB2S',
  'lgAAAAtzc2gtZWQyNTUxOQAAACAFfZwkGlGkBu+4RmTm7lZVAy8C81yG4SsgSNwoyM9khg',
  'AAAEDLltzyRRa3O0A+3z93lEOsUG7sTdYxzs3OBu4eiAX42AV9nCQaUaQG77hGZObuVlUD',
  'LwLzXIbhKyBI3CjIz2SGAAAAAXQBAgME',
);
const locked = armored(
  'b3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHIAAAAGYmNyeXB0AAAAGAAAABCRpoZ969',
  'rI2yW+tbUsaO+gAAAAEAAAAAEAAAAzAAAAC3NzaC1lZDI1NTE5AAAAIIycKkTUm2UgAdaa',
  '0XmEgfw9KmB/z5dLAAJu/Z9qZTGWAAAAkO41O8PvT4i6i9CWiPdM85yuspxVRgUVS9ovxe',
  'PbPN2lu765HkBBJ5++e7k7xSxorFybYFwHtdXUb5vQwigpE0mX1lRyUEk8+qQVswHsYwrT',
  '6QMLYpIWkTucSsQs2H4VSS0aWcasL7hAngn1/iGqQe3rSmJS3HN3JeJmJIHv7AFejef2N8',
  'xCKrtevR4U+DQ8Ng==',
);
const publicKey =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAV9nCQaUaQG77hGZObuVlUDLwLzXIbhKyBI3CjIz2SG';

describe('the key of a CA', () => {
  it('is read as ssh-keygen writes it', () => {
    const ca = readSshCa(plain);
    expect(`ssh-ed25519 ${Buffer.from(ca.publicKey).toString('base64')}`).toBe(publicKey);
  });

  it('is read as openssl writes it, and signs', () => {
    const ca = readSshCa(caPem);
    const x = Buffer.from(ca.publicKey.subarray(-32)).toString('base64url');
    const key = { kty: 'OKP', crv: 'Ed25519', x };
    const said = Buffer.from('said');
    expect(verify(null, said, { format: 'jwk', key }, ca.sign(said))).toBe(true);
  });

  it.each([
    ['with a passphrase', locked],
    [
      'of another kind',
      generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }),
    ],
    ['cut off', plain.slice(0, 200)],
    ['that is none', 'ssh-ed25519 AAAA'],
    ['that is empty', ''],
  ])('is refused %s', (_, pem) => {
    expect(() => readSshCa(pem)).toThrow('Ed25519 key without a passphrase');
  });
});

function armored(...lines: string[]): string {
  const kind = 'OPENSSH PRIVATE KEY';
  return [`-----BEGIN ${kind}-----`, ...lines, `-----END ${kind}-----`, ''].join('\n');
}
