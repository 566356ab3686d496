import { generateKeyPairSync } from 'node:crypto';

/** Put together here, so that no scanner takes this file for a leak. */
const join = (...parts: string[]) => parts.join('');

/** Made-up secrets, each with the rule that is to find it. */
export const secrets: { rule: string; secret: string; text: (secret: string) => string }[] = [
  { rule: 'aws', secret: join('AKIA', 'Q2W3E4R5T6Y7U8I9'), text: (s) => `key ${s} end` },
  {
    rule: 'aws',
    secret: join('wJalrXUtnFEMI/K7MDENG/', 'bPxRfiCYzzzzzzKEYz'),
    text: (s) => `aws_secret_access_key = ${s}`,
  },
  {
    rule: 'aws',
    secret: join('wJalrXUtnFEMI/K7MDENG/', 'bPxRfiCYzzzzzzKE+/'),
    text: (s) => `"SecretAccessKey"   :   "${s}"`,
  },
  { rule: 'github', secret: join('ghp_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'), text: (s) => s },
  {
    rule: 'slack',
    secret: join('xoxb-', '1234567890123-1234567890123-abcdefghijklmnopqrstuvwx'),
    text: (s) => `token ${s}`,
  },
  {
    rule: 'database-connection-string',
    secret: join('s3cr3t', 'pw'),
    text: (s) => `postgres://user:${s}@db.example.com/x`,
  },
  { rule: 'npm', secret: join('npm_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'), text: (s) => s },
  {
    rule: 'npm',
    secret: join('a1b2c3d4-', 'e5f6-7890'),
    text: (s) => `//registry.npmjs.org/:_authToken=${s}`,
  },
  { rule: 'npm', secret: join('dXNlcjp', 'odW50ZXIyMg=='), text: (s) => `_auth = ${s}` },
  {
    rule: 'jwt',
    secret: join('eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxMjM0In0.', 'c2lnbmF0dXJl'),
    text: (s) => `curl -b session=${s}`,
  },
  { rule: 'google', secret: join('AIza', 'SyA1234567890abcdefghijklmnopqrstuv'), text: (s) => s },
  { rule: 'google', secret: join('GOCSPX-', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4'), text: (s) => s },
  {
    rule: 'azure',
    secret: join('a1B2c3D4e5F6g7H8', 'i9J0k1L2m3N4o5P6q7R8=='),
    text: (s) => `AccountName=x;AccountKey=${s};EndpointSuffix=core.windows.net`,
  },
  { rule: 'azure', secret: join('abc8Q~', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q'), text: (s) => s },
  { rule: 'countersign-key', secret: join('csk_7777777777_', '7'.repeat(38)), text: (s) => s },
  { rule: 'webhook-secret', secret: join('whsec_', 'A'.repeat(43), '='), text: (s) => s },
  {
    rule: 'authorization',
    secret: join('a1B2c3D4', 'e5F6g7H8'),
    text: (s) => `curl -H "Authorization: Bearer ${s}" x`,
  },
  { rule: 'password', secret: join('hunter', '22'), text: (s) => `password = "${s}"` },
  { rule: 'password', secret: join('hunter', '23'), text: (s) => `"db_password": "${s}",` },
  { rule: 'password', secret: join('hunter', '24'), text: (s) => `clientSecret: '${s}'` },
  { rule: 'password', secret: join('hunter', '25'), text: (s) => `export DB_PASSWORD=${s}` },
  { rule: 'password', secret: join('hunter', '26'), text: (s) => `login --password=${s} -v` },
];

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2_048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

export const pem = privateKey.trim();

/** A base64 line may begin with a `+`, which could as well be the mark of a diff, and stays. */
export const everyLineMasked = /^(?:[+]?\[masked: private-key\]\n*)+$/u;

export const awsId = secrets[0]?.secret ?? '';
