import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startSlackDouble } from '@countersign/emulator';
import { patient } from '../../../emulator/test/support/patient.ts';
import { expect, it, onTestFinished } from 'vitest';
import { mintApiKey } from '../../src/identity/api-key.ts';
import { folder } from '../config/files.ts';

const bin = resolve(import.meta.dirname, '../../bin/countersign-server.js');
const bot = mintApiKey(randomBytes);
const operator = mintApiKey(randomBytes);

const policy = `version: 1
groups: { approvers: { people: [ada] } }
rules:
  - name: deploys
    route: { slack: [C0RELEASES], fallback: [gone, ops] }
    stages: [{ name: release, quorum: 1, groups: [approvers] }]
`;

const config = `listen: { port: 0 }
policy: ./policy.yaml
people: [{ id: ada, name: Ada }, { id: olga, name: Olga, slack: [U0OLGA] }]
identities: [{ id: ci, name: CI, owner: olga, keys: [{ id: '${bot.id}', hash: '${bot.hash}' }] }]
operators: [{ id: op, name: Op, keys: [{ id: '${operator.id}', hash: '${operator.hash}' }] }]
slack: { botToken: xoxb-0-emulated, signingSecret: '0123456789abcdef', apiUrl: '\${SLACK_API}' }
fallbacks:
  - { name: ops, platform: slack, url: '\${OPS_URL}', apiUrl: '\${SLACK_API}' }
  - { name: gone, platform: slack, url: '\${GONE_URL}', apiUrl: '\${SLACK_API}' }
pace: { postMs: 0 }
logLevel: debug
`;

it('the service tells its fallback, and the address is in nothing that it says or keeps', async () => {
  const slack = patient(
    await startSlackDouble({
      signingSecret: '0123456789abcdef',
      botToken: 'xoxb-0-emulated',
      pace: false,
      workspace: {
        channels: [
          { id: 'C0RELEASES', name: 'releases', is_member: false },
          { id: 'C0OPS', name: 'ops' },
        ],
      },
    }),
  );
  onTestFinished(() => slack.close());
  const url = slack.incomingWebhook('C0OPS');
  const gone = `${slack.url}/services/T0/B0/r3m0ved`;
  const path = folder({ 'countersign.yaml': config, 'policy.yaml': policy });
  const env = { PATH: process.env.PATH, SLACK_API: slack.apiUrl, OPS_URL: url, GONE_URL: gone };
  const service = spawn(process.execPath, [bin], { cwd: path, env });
  onTestFinished(() => void service.kill('SIGKILL'));
  let output = '';
  const listening = new Promise<string>((ready) => {
    for (const stream of [service.stdout, service.stderr]) {
      stream.on('data', (lines) => {
        output += String(lines);
        const [, at] = /"at":"([^"]+)"/u.exec(output) ?? [];
        if (at !== undefined) ready(at);
      });
    }
  });
  const base = await listening;
  const ask = async (key: string, to: string, body?: object): Promise<string> => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const more = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    return (await fetch(base + to, { headers, ...more })).text();
  };
  const made = await ask(bot.key, '/v1/requests', {
    action: 'deploy',
    resource: 'payments-api',
    environment: 'production',
  });
  const { id } = JSON.parse(made) as { id: string };
  await slack.until(() => slack.messages('C0OPS').length > 0);
  const told = JSON.stringify(slack.messages('C0OPS'));
  expect(told).toContain(id);
  const { app, team } = slack.workspace;
  expect(told).toContain(`https://slack.com/app_redirect?app=${app.id}&team=${team.id}`);

  const listed = () => ask(operator.key, '/v1/operator/deliveries/dead');
  const gaveUp = 'The fallback “gone” answered 404: make a new webhook';
  await expect.poll(listed).toContain(gaveUp);
  const shown = () => ask(bot.key, `/v1/requests/${id}`);
  await expect.poll(shown).toContain('Told one way through gone and ops');
  const said = [await shown(), await listed()];
  service.kill('SIGTERM');
  await once(service, 'close');
  expect(output).toContain('told one way');
  const kept = globSync('.countersign/*', { cwd: path }).map((name) =>
    readFileSync(join(path, name), 'latin1'),
  );
  expect(kept.join()).toContain('fallback.used');
  for (const text of [output, ...said, ...kept]) {
    expect(text).not.toContain(new URL(url).pathname);
    expect(text).not.toContain('r3m0ved');
  }
});
