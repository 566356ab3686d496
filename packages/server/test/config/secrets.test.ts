import { describe, expect, it } from 'vitest';
import { faultsOf } from './files.ts';

const SECRET = 'hunter2hunter2hunter2';

/** Each is wrong in its own way, and each could be pasted into a ticket. */
const wrong: [where: string, config: string][] = [
  ['a bot token', `slack: { botToken: '${SECRET}', signingSecret: '0123456789abcdef' }`],
  ['an app token', `slack: { mode: socket, botToken: xoxb-1, appToken: '${SECRET}' }`],
  ['a signing secret', `slack: { botToken: xoxb-1, signingSecret: ['${SECRET}'] }`],
  [
    'a webhook secret',
    `webhooks: [{ name: h, url: 'https://h.example.com', secret: '${SECRET}' }]`,
  ],
  ['a webhook address', `webhooks: [{ name: h, url: 'ftp://${SECRET}@h.example.com', secret: x }]`],
  [
    'a key hash',
    `identities: [{ id: ci, name: CI, keys: [{ id: '0123456789', hash: ${SECRET} }] }]`,
  ],
  ['a key id', `identities: [{ id: ci, name: CI, keys: [{ id: csk_${SECRET}, hash: x }] }]`],
  ['a store', `store: 'mysql://user:${SECRET}@db.example.com'`],
  ['a log level', `logLevel: ${SECRET}`],
  ['broken YAML', `slack: { botToken: ${SECRET} signingSecret: [ ${SECRET} }`],
  ['a value from the environment', "slack: { botToken: '${TOKEN}' }"],
];

describe('the faults of a configuration', async () => {
  it.each(wrong)('never repeat %s', async (_, config) => {
    const text = `policy: ./policy.yaml\npeople: [{ id: ada, name: Ada }]\n${config}\n`;
    const faults = await faultsOf(text, { TOKEN: SECRET });
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.join('\n')).not.toContain(SECRET);
  });

  it('never repeat the DATABASE_URL', async () => {
    const env = { DATABASE_URL: `mysql://user:${SECRET}@db.example.com` };
    const faults = await faultsOf('policy: ./policy.yaml\npeople: [{ id: ada, name: Ada }]\n', env);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.join('\n')).not.toContain(SECRET);
  });
});
