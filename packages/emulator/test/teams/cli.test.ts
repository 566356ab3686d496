import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectTeamsDouble } from '../../src/index.ts';
import { readOptions } from '../../src/teams/cli-options.ts';

const bin = join(import.meta.dirname, '../../bin/teams-double.js');
const env = { TEAMS_CLIENT_SECRET: 's3cret' };
const needed = ['--tenant', 'tenant-1', '--app-id', 'app-1'];

function fileWith(content: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'teams-double-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'directory.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const directory = {
  people: [{ aadObjectId: 'ada', name: 'Ada Lovelace' }],
  teams: [{ id: '19:ops@thread.tacv2', name: 'Operations' }],
};

describe('teams-double', () => {
  it('prints its URL once it listens, serves, and stops when told to', async () => {
    const args = [bin, ...needed, '--control', '--directory', fileWith(directory)];
    const program = spawn(process.execPath, args, { env: { ...process.env, ...env } });
    onTestFinished(() => void program.kill('SIGKILL'));
    const [url] = (await once(createInterface(program.stdout), 'line')) as [string];
    expect(await connectTeamsDouble(url).directory()).toMatchObject({
      tenantId: 'tenant-1',
      people: [{ aadObjectId: 'ada' }],
      teams: [{ members: ['ada'] }],
    });
    program.kill('SIGTERM');
    expect(await once(program, 'exit')).toEqual([0, null]);
  });
});

describe('its options', () => {
  it('say who the bot is, and take the secret from the environment', () => {
    const endpoint = 'http://127.0.0.1:1/teams/messages';
    const args = [...needed, '--client-secret-env', 'OTHER', '--messaging-endpoint', endpoint];
    expect(readOptions([...args, '--no-pace'], { OTHER: 'other' })).toMatchObject({
      tenantId: 'tenant-1',
      bot: { appId: 'app-1', secret: 'other', name: 'Countersign' },
      messagingEndpoint: endpoint,
      pace: false,
      control: false,
    });
  });

  it.each([
    ['no secret', needed, {}, 'The environment has no TEAMS_CLIENT_SECRET'],
    ['no tenant', ['--app-id', 'x'], env, '--tenant is missing.'],
    ['a URL that is none', [...needed, '--messaging-endpoint', 'x'], env, 'takes an http or https'],
    ['a cloud nobody has', [...needed, '--cloud', 'moon'], env, '--cloud takes one of public'],
    ['an unknown option', [...needed, '--tenants', 'x'], env, "Unknown option '--tenants'"],
    ['a file that is not there', [...needed, '--directory', '/nowhere.json'], env, 'ENOENT'],
  ])('refuse %s', (_what, args, env, sentence) => {
    expect(() => readOptions(args, env)).toThrow(sentence);
  });

  it('refuse a misspelt field in the directory, saying where', () => {
    const file = fileWith({ people: [{ aadObjectId: 'ada', accountDisabled: true }] });
    const args = [...needed, '--directory', file];
    expect(() => readOptions(args, env)).toThrow(/accountDisabled[\s\S]*people\[0\]/);
  });
});
