import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPairSync } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { StartError } from '../../src/start-error.ts';
import { credentialOf } from '../../src/teams-credential.ts';
import { selfSigned } from './self-signed.ts';

function fromFiles(certificate: string, key: string) {
  const directory = mkdtempSync(join(tmpdir(), 'teams-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const [certificateFile, keyFile] = [join(directory, 'app.pem'), join(directory, 'app.key')];
  writeFileSync(certificateFile, certificate);
  writeFileSync(keyFile, key);
  return credentialOf({ certificate: { certificateFile, keyFile } }, {});
}

const mine = selfSigned();
const pkcs8 = { type: 'pkcs8', format: 'pem' } as const;

it('a certificate and its key are taken', () => {
  expect(fromFiles(mine.certificate, mine.privateKey)).toMatchObject({ kind: 'certificate' });
});

it.each([
  ['the key of another one', mine.certificate, selfSigned().privateKey],
  ['the certificate twice', mine.certificate, mine.certificate],
  ['the key twice', mine.privateKey, mine.privateKey],
  ['nothing', '', ''],
  [
    'a key of another kind',
    mine.certificate,
    generateKeyPairSync('ed25519').privateKey.export(pkcs8),
  ],
])('%s is told at the start', (_, certificate, key) => {
  expect(() => fromFiles(certificate, key)).toThrow(StartError);
  expect(() => fromFiles(certificate, key)).toThrow('Check teams.certificate.');
});

it('a file that is not there is told at the start', () => {
  const certificate = { certificateFile: '/none/app.pem', keyFile: '/none/app.key' };
  expect(() => credentialOf({ certificate }, {})).toThrow("/none/app.pem can't be read");
});

it.each([
  ['a virtual machine', {}, []],
  ['App Service', { IDENTITY_ENDPOINT: 'http://127.0.0.1:41/msi/token' }, ['http://127.0.0.1:41']],
  [
    'a cluster',
    { AZURE_POD_IDENTITY_AUTHORITY_HOST: 'http://nmi.local:2579' },
    ['http://nmi.local:2579'],
  ],
  ['nonsense', { IDENTITY_ENDPOINT: 'msi' }, []],
])('tokens of %s come from its own endpoint alone', (_, env, more) => {
  const origins = [...more, 'http://169.254.169.254'];
  expect(credentialOf({}, env)).toEqual({ kind: 'managed', origins });
});
