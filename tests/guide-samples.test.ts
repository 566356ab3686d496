import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { createWebhook } from '@countersign/server/connectors/webhook';
import { slackManifest } from '@countersign/client/slack/manifest';
import { readYaml } from '@countersign/core/yaml/yaml';
import type { WebhookEvent } from '@countersign/client/webhook/verify';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const run = promisify(execFile);
const guide = (name: string) => readFileSync(join(root, 'docs/guides', name), 'utf8');

function block(name: string, kind: string): string {
  const fences = guide(name).matchAll(/^```([^\n]+)\n(.*?)^```$/gms);
  const found = [...fences].find((fence) => fence[1] === kind)?.[2];
  if (found === undefined) throw new Error(`${name} has no block "${kind}".`);
  return found;
}

let folder: string;
beforeAll(() => {
  mkdirSync(join(root, 'dist'), { recursive: true });
  folder = mkdtempSync(join(root, 'dist/guides-'));
  writeFileSync(join(folder, 'receiver.ts'), block('configuration.md', 'ts receiver'));
  writeFileSync(join(folder, 'sdk.ts'), block('bots.md', 'ts sdk'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the guides' TypeScript", () => {
  it('compiles', async () => {
    const config = { extends: join(root, 'tsconfig.json'), include: ['*.ts'] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const { stdout } = await run(process.execPath, [tsc, '-p', folder]);
    expect(stdout).toBe('');
  });
});

type Receiver = {
  receiver: (secret: string, act: (event: WebhookEvent) => Promise<void>) => Server;
};

describe("the guide's webhook receiver", () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const event = { id: 'dlv_1', type: 'request.approved', data: { request: 'req_1' } };

  async function listen(act: (event: WebhookEvent) => Promise<void>): Promise<string> {
    const { receiver } = (await import(join(folder, 'receiver.ts'))) as Receiver;
    const server = receiver(secret, act);
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    onTestFinished(() => void server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  const sender = (url: string, key = secret) =>
    createWebhook({ name: 'hook', url, secret: key, fetch, now: Date.now });

  it('takes what the service signed', async () => {
    const seen: WebhookEvent[] = [];
    const url = await listen(async (one) => void seen.push(one));
    expect(await sender(url).send(event)).toEqual({ ok: true, status: 204 });
    expect(seen).toMatchObject([event]);
  });

  it('answers 401 to another secret, and acts on nothing', async () => {
    const seen: WebhookEvent[] = [];
    const url = await listen(async (one) => void seen.push(one));
    const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
    expect(await sender(url, other).send(event)).toMatchObject({ ok: false, retry: false });
    expect(seen).toEqual([]);
  });

  it('has it sent again where the effect failed', async () => {
    const url = await listen(() => Promise.reject(new Error('disk full')));
    expect(await sender(url).send(event)).toMatchObject({ ok: false, retry: true });
  });
});

type Workflow = {
  permissions: { [name: string]: string };
  jobs: { deploy: { steps: { run?: string }[] } };
};

describe("the guides' other samples", () => {
  it('have a workflow whose job may ask for its token', () => {
    const read = readYaml(block('bots.md', 'yaml workflow'));
    if (!read.ok) throw new Error('The workflow is not YAML.');
    const workflow = read.source.value as Workflow;
    expect(workflow.permissions['id-token']).toBe('write');
    expect(workflow.jobs.deploy.steps.map(({ run }) => run ?? '').join()).toContain(
      'countersign run --action deploy',
    );
  });

  it('explain every scope of the Slack app, and no other', () => {
    const explained = [...guide('slack.md').matchAll(/^\| `([a-z.:]+)` +\|/gmu)].map(([, s]) => s);
    const { bot } = slackManifest({ socket: true }).oauth_config.scopes;
    expect(new Set(explained)).toEqual(new Set<string>(bot));
  });
});
