import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebClient } from '@slack/web-api';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readOptions } from '../src/cli-options.ts';
import { connectSlackDouble } from '../src/index.ts';
import { silent } from './support/clients.ts';

const bin = join(import.meta.dirname, '../bin/slack-double.js');
const env = { SLACK_SIGNING_SECRET: 's3cret', SLACK_BOT_TOKEN: 'xoxb-1' };

function workspaceIn(content: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'slack-double-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'workspace.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const workspace = {
  users: [{ id: 'U1ADA', name: 'ada' }],
  channels: [{ id: 'C1OPS', name: 'ops', members: ['U1ADA'] }],
};

describe('slack-double', () => {
  it('prints its URL once it listens, serves, and stops when told to', async () => {
    const args = [bin, '--control', '--workspace', workspaceIn(workspace)];
    const program = spawn(process.execPath, args, { env: { ...process.env, ...env } });
    onTestFinished(() => void program.kill('SIGKILL'));
    const [url] = (await once(createInterface(program.stdout), 'line')) as [string];
    const client = new WebClient('xoxb-1', { slackApiUrl: `${url}/api/`, logger: silent });
    await client.chat.postMessage({ channel: 'C1OPS', text: 'hello' });
    const remote = connectSlackDouble(url);
    expect(await remote.messages('C1OPS')).toMatchObject([{ text: 'hello' }]);
    program.kill('SIGTERM');
    expect(await once(program, 'exit')).toEqual([0, null]);
  });
});

describe('its options', () => {
  it('say where the app listens and take secrets from the environment', () => {
    const urls = ['--interactivity', 'http://127.0.0.1:1/i', '--events', 'http://127.0.0.1:1/e'];
    const args = ['--port', '4775', '--signing-secret-env', 'OTHER', '--no-pace', ...urls];
    expect(readOptions(args, { ...env, OTHER: 'other' })).toMatchObject({
      port: 4775,
      signingSecret: 'other',
      botToken: 'xoxb-1',
      pace: false,
      control: false,
      requestUrls: { interactivity: 'http://127.0.0.1:1/i', events: 'http://127.0.0.1:1/e' },
    });
  });

  it.each([
    ['no secret', [], {}, 'The environment has no SLACK_SIGNING_SECRET'],
    ['a port that is none', ['--port', 'x'], env, '--port takes a whole number, not "x".'],
    ['a URL that is none', ['--events', 'x'], env, '--events takes an http or https URL'],
    ['an unknown option', ['--poort', '1'], env, "Unknown option '--poort'"],
    ['a file that is not there', ['--workspace', '/nowhere.json'], env, 'ENOENT'],
  ])('refuse %s', (_what, args, env, sentence) => {
    expect(() => readOptions(args, env)).toThrow(sentence);
  });

  it('refuse a misspelt field in the workspace, saying where', () => {
    const file = workspaceIn({ users: [{ id: 'U1ADA', is_restrited: true }] });
    expect(() => readOptions(['--workspace', file], env)).toThrow(/is_restrited[\s\S]*users\[0\]/);
  });
});
