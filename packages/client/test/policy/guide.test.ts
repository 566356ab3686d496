import { readFileSync } from 'node:fs';
import type { RequestView } from '@countersign/core/wire/types';
import { describe, expect, it } from 'vitest';
import { countersign } from '../support/cli.ts';
import { aStage, viewOf } from '../support/views.ts';
import { folderOf } from './support.ts';

const guide = readFileSync(
  new URL('../../../../docs/guides/policy-testing.md', import.meta.url),
  'utf8',
);
const blocks = [...guide.matchAll(/^```([^\n]+)\n(.*?)^```$/gms)].map(
  ([, kind = '', text = '']) => ({
    kind,
    text,
  }),
);
const files = Object.fromEntries(
  blocks.flatMap(({ kind, text }) => {
    const [, name] = /^yaml (\S+\.yaml)$/.exec(kind) ?? [];
    return name === undefined ? [] : [[name, text] as const];
  }),
);
const sessions = blocks
  .filter(({ kind }) => kind === 'console')
  .map(({ text }) => {
    const [command = '', ...output] = text.split('\n');
    return { command: command.replace('$ countersign ', ''), output: output.join('\n') };
  });

/** Two in production by the guide's policy, one in staging. */
const requests = ['production', 'production', 'staging'].map((environment, at): RequestView => {
  const asked = { action: 'deploy', resource: 'payments-api', environment };
  const change = { diff: '--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n' };
  const release = aStage({
    name: 'release',
    state: 'open',
    quorum: 1,
    groups: ['release-approvers'],
    missing: 1,
  });
  return {
    ...viewOf(`req_${at + 1}`, { ...asked, change }),
    policy: { version: 'sha256:0', rules: [environment] },
    stages: environment === 'production' ? [release] : [],
  };
});

function wordsOf(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

describe("the guide's sessions", () => {
  it('are of each command', () => {
    const commands = sessions.map(({ command }) => command.split(' ')[1]);
    expect(commands).toEqual(['check', 'test', 'explain', 'diff', 'replay']);
  });

  it.each(sessions)('$command', async ({ command, output }) => {
    const end = { requests: requests.length, allSince: null };
    const lines = [...requests, end].map((one) => `${JSON.stringify(one)}\n`).join('');
    const cwd = folderOf({ ...files, 'requests.jsonl': lines });
    const ran = await countersign(wordsOf(command), { cwd });
    expect(ran.stderr).toBe('');
    const shown = ran.stdout.replace(/sha256:[0-9a-f]{64}/, 'sha256:VERSION');
    // Of a tree, the guide shows the beginning.
    expect(shown.slice(0, output.length)).toBe(output);
    expect(shown === output || command.startsWith('policy explain')).toBe(true);
  });
});
