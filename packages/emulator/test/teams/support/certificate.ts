import { createHash, generateKeyPairSync, sign } from 'node:crypto';

/** An app's certificate with its key, made for one test. X.509 version 1, RFC 5280 section 4.1. */
export function selfSigned() {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const sha256WithRsa = sequence(Buffer.from('06092a864886f70d01010b0500', 'hex'));
  const commonName = sequence(Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from('bot')));
  const name = sequence(der(0x31, commonName));
  const content = sequence(
    der(0x02, Buffer.from([1])),
    sha256WithRsa,
    name,
    sequence(date('250101000000Z'), date('491231235959Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('sha256', content, privateKey);
  const bits = der(0x03, Buffer.concat([Buffer.from([0]), signature]));
  const bytes = sequence(content, sha256WithRsa, bits);
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    certificate: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----'].join('\n'),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    thumbprintSha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const date = (text: string) => der(0x17, Buffer.from(text));

function der(tag: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size = length < 128 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}
