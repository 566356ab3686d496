import { validateCard, validateMessage } from '@countersign/emulator';
import { expect, it } from 'vitest';
import type { OneWayOptions } from '../../src/chat/one-way.ts';
import { slackFallback } from '../../src/chat/slack/incoming-webhook.ts';
import { teamsFallback } from '../../src/chat/teams/workflow.ts';
import type { FallbackNotice } from '../../src/ports/chat.ts';
import { content, NOON, state, submission, vote } from '../slack/fixtures.ts';
import { hostile } from '../slack/vectors/hostile.ts';

const notice: FallbackNotice = {
  unposted: { platform: 'slack', channel: 'C0RELEASES' },
  decide: { where: 'nowhere' },
  again: false,
};

/** Both messages of a webhook about a request that is full of this text. */
async function said(text: string, make: typeof slackFallback): Promise<string[]> {
  const bodies: string[] = [];
  const fetch: OneWayOptions['fetch'] = async (_, { body }) => {
    bodies.push(body);
    return new Response('ok');
  };
  const of = submission({ resource: text, reason: text, change: { summary: text, diff: text } });
  const base = state({}, of);
  const votes = [vote({ person: { id: 'p', name: text } })];
  const hook = make({ name: 'ops', url: 'https://hooks.slack.com/x', fetch, now: () => NOON });
  await hook.tell(content({ submission: of }), notice);
  await hook.settle({ ...base, status: 'approved', votes });
  return bodies;
}

it.each(hostile)('text of a bot or a person stays text in Slack: %j', async (text) => {
  for (const body of await said(text, slackFallback)) {
    const message = JSON.parse(body) as { text: string };
    expect(validateMessage(message)).toEqual([]);
    expect(message.text).not.toMatch(/<[!@#h]|[@#]\w|:\/\/|[\u202a-\u202e\u2066-\u2069\u200b]/u);
    expect(body).not.toMatch(/"mrkdwn"|[\u202a-\u202e\u2066-\u2069\u200b]/u);
  }
});

it.each(hostile)('and in Teams: %j', async (text) => {
  for (const body of await said(text, teamsFallback)) {
    const { attachments } = JSON.parse(body) as { attachments: { content: unknown }[] };
    expect(validateCard(attachments[0]?.content)).toEqual([]);
    expect(body).not.toMatch(/"TextBlock"|"FactSet"|[\u202a-\u202e\u2066-\u2069\u200b]/u);
    const macros = [...body.matchAll(/\{\{(?:DATE|TIME)\((?!2026-11-22T13:00:00Z)/gu)];
    expect(macros).toEqual([]);
  }
});
