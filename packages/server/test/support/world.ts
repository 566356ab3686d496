import { digestOf } from '@countersign/core/digest';
import { parsePolicy } from '@countersign/core/policy/parse';
import type { Membership, Person, Standing } from '@countersign/core/people';
import type { Submission } from '@countersign/core/wire/submission';
import type { Caller } from '../../src/app/caller.ts';
import { systemTimer } from '../../src/app/loop.ts';
import { createPostings } from '../../src/app/postings.ts';
import type { Context } from '../../src/app/context.ts';
import { deliver } from '../../src/app/deliver/index.ts';
import { changeAuthors } from '../../src/change-authors.ts';
import { openPolicyBook } from '../../src/policy-book.ts';
import type { CardContent, ChatFailure, ChatPlatform } from '../../src/ports/chat.ts';
import type { VoteInput } from '../../src/ports/chat-use-cases.ts';
import type { Card } from '../../src/ports/card.ts';
import type { Delivery } from '../../src/ports/delivery.ts';
import type { ChannelStanding } from '../../src/ports/people.ts';
import type { Store } from '../../src/ports/store.ts';
import { openStore } from '../../src/store/open.ts';
import { claim } from './claim.ts';
import { plainIssuer } from './issuer.ts';

const policyText = `
version: 1
groups:
  releasers: { slack: [S0RELEASE] }
  security: { slack: [S0SEC] }
rules:
  - name: two stages
    match: { resource: vault }
    route: { slack: [C0RELEASES] }
    stages:
      - { name: release, quorum: 1, groups: [releasers] }
      - { name: security, quorum: 2, groups: [security] }
    expires: 1h
  - name: elsewhere
    match: { action: ping }
    route: { slack: [C0OTHER] }
    stages: [{ name: release, quorum: 1, groups: [releasers] }]
  - name: emergencies
    match: { action: repair }
    route: { slack: [C0RELEASES] }
    stages: [{ name: security, quorum: 2, groups: [security] }]
    break_glass:
      groups: [releasers]
      route: { slack: [C0OTHER] }
      review: { within: 1d, groups: [security] }
    expires: 1h
    bindings: { approved: [{ webhook: hook }] }
  - name: releases
    match: { action: release }
    allow: {}
    grant: { audience: [aws, vault], scope: [release], lifetime: 10m, uses: 2 }
  - name: deploys
    match: { action: deploy }
    route: { slack: [C0RELEASES] }
    stages: [{ name: release, quorum: 1, groups: [releasers] }]
    expires: 1h
    bindings: { approved: [{ webhook: hook }], rejected: [{ webhook: hook }] }
`;

export const caller: Caller = {
  identity: { id: 'ci-deploy', name: 'CI deploy' },
  behind: [{ id: 'olga', name: 'Olga', as: 'owner' }],
  proof: { kind: 'api_key', keyId: 'k1' },
  facts: { name: 'ci-deploy', owner: 'olga', proof: 'api-key', labels: {}, claims: {} },
  registered: { standing: 'active' },
};

export const deployPayments: Submission = {
  action: 'deploy',
  resource: 'payments-api',
  environment: 'production',
  change: { commit: 'abcdef0', diff: '--- a/x\n+++ b/x\n@@ -1 +1 @@\n-1\n+2\n' },
};

export type Human = { name: string; standing: Standing; groups: { [group: string]: Membership } };

/** The use cases over a real store in memory, with people and chat that tests hold in their hands. */
export async function aWorld() {
  let clock = Date.parse('2026-11-22T10:00:00.000Z');
  let counter = 0;
  const now = () => clock;
  const store: Store = await openStore('sqlite::memory:', { now });
  const humans = new Map<string, Human>();
  const channels = new Map<string, ChannelStanding>();
  const chat = recordingChat();
  const sent: { id: string; type: string; data: unknown }[] = [];
  const parsed = parsePolicy(policyText, { webhooks: ['hook'] });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const reports: { level: string; message: string; fields: object }[] = [];
  const report = (level: string) => (fields: object, message: string) =>
    void reports.push({ level, message, fields });
  const ctx: Context = {
    store,
    policy: await openPolicyBook(store, { text: policyText, policy: parsed.policy }, clock),
    people: {
      resolve: async ({ user }) => {
        const human = humans.get(user);
        return {
          person: personOf(user, human),
          standing: human?.standing ?? 'unknown',
        };
      },
      memberships: async ({ user }, _person, groups) =>
        Object.fromEntries(
          groups.map(({ name }) => [name, humans.get(user)?.groups[name] ?? 'not_member']),
        ),
      members: async (groups) =>
        [...humans]
          .filter(([, human]) => groups.some(({ name }) => human.groups[name] === 'member'))
          .map(([user, human]) => personOf(user, human)),
      callsOthers: async () => false,
      addressees: async (groups, most) => {
        const found = [...humans].filter(([, human]) =>
          groups.some(({ name }) => human.groups[name] === 'member'),
        );
        if (found.length > most) return null;
        return found.map(([user, human]) => ({
          ...personOf(user, human),
          accounts: [{ platform: 'slack' as const, team: 'T0LOCAL', user }],
        }));
      },
      channel: async (_, channel) => channels.get(channel) ?? 'ok',
    },
    chats: new Map([['slack', chat]]),
    webhooks: new Map([
      [
        'hook',
        {
          send: async (event) => {
            sent.push(event);
            return { ok: true, status: 200 };
          },
        },
      ],
    ]),
    fallbacks: new Map(),
    inboxes: new Map(),
    postings: createPostings(systemTimer),
    targets: new Map(),
    homes: new Map(),
    issuer: plainIssuer(),
    authorsOf: changeAuthors([]),
    mask: async (submission) => ({ submission, masked: [] }),
    maskText: async (text) => text,
    now,
    newId: (prefix) => `${prefix}_${String((counter += 1)).padStart(8, '0')}`,
    salt: () => 'c2FsdA',
    mayUse: () => true,
    postPaceMs: 0,
    identities: { inFile: () => 'active', isOwner: (owner) => owner === 'olga' },
    limits: { openRequests: 200 },
    report: { info: report('info'), warn: report('warn'), error: report('error') },
  };

  /** Attempts every due delivery, in turns, until none is left or only failing ones are. */
  async function deliverAll(): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) {
      const claimed = await claim(store, {
        now: clock,
        leaseMs: 30_000,
        limit: 100,
        owner: 'test',
      });
      if (claimed.length === 0) return;
      for (const delivery of claimed) await attempt(delivery);
    }
  }

  async function attempt(delivery: Delivery): Promise<void> {
    const { id, attempt } = delivery;
    const result = await deliver(ctx, delivery);
    if (result.outcome === 'settled') return;
    const effects = result.outcome === 'retry' ? {} : (result.effects ?? {});
    await store.commit({
      ...effects,
      settled: [
        result.outcome === 'retry'
          ? {
              id,
              attempt,
              outcome: 'retry',
              runAt: clock + (result.retryAfterMs ?? 1_000),
              error: result.error,
              ambiguous: result.ambiguous ?? false,
            }
          : result.outcome === 'dead'
            ? { id, attempt, outcome: 'dead', error: result.error }
            : { id, attempt, outcome: 'done' },
      ],
    });
  }

  return {
    ctx,
    store,
    chat,
    sent,
    reports,
    channels,
    deliverAll,
    pass: (ms: number) => void (clock += ms),
    human: (user: string, groups: string[], more: Partial<Human> = {}) =>
      void humans.set(user, {
        name: user.toLowerCase(),
        standing: 'ok',
        groups: Object.fromEntries(groups.map((group) => [group, 'member' as const])),
        ...more,
      }),
    /** A click on the button of a posted card. */
    click: (card: Card, user: string, more: Partial<VoteInput> = {}): VoteInput => ({
      target: { control: card.control },
      vote: 'approve',
      account: { platform: 'slack', team: 'T1', user },
      kind: 'button',
      channel: card.channel,
      message: card.message,
      ...more,
    }),
    async entries(request: string) {
      return (await store.log.ofRequest(request)).map(({ entry }) => entry);
    },
  };
}

export type World = Awaited<ReturnType<typeof aWorld>>;

function personOf(user: string, human: Human | undefined): Person {
  return { id: user.toLowerCase(), name: human?.name ?? user };
}

/** Remembers what it was asked to show, and fails where a test tells it to. */
function recordingChat() {
  const posts: { channel: string; message: string; card: CardContent }[] = [];
  const updates: { message: string; card: CardContent }[] = [];
  const replies: { message: string; text: string }[] = [];
  const notes: { user: string; thread: string | null; text: string }[] = [];
  const superseded: string[] = [];
  const uploads: { message: string | null; content: string }[] = [];
  const failures: { call: string; failure: ChatFailure }[] = [];
  const mayFail = (call: string) => {
    const at = failures.findIndex((planned) => planned.call === call);
    const [planned] = at < 0 ? [] : failures.splice(at, 1);
    if (planned) throw planned.failure;
  };
  const platform: ChatPlatform = {
    platform: 'slack',
    link: ({ channel, message }) => `https://local.slack.com/archives/${channel}/${message}`,
    showsDetails: ({ change }) => (change?.diff?.length ?? 0) < 20_000,
    showsInLine: ({ change }) => change?.diff === undefined,
    showsTogether: (submissions) => submissions.map(() => true),
    takesWhole: () => true,
    showsWhole: ({ change }) => (change?.diff?.length ?? 0) < 10_000,
    async open(user) {
      mayFail('open');
      return `D-${user}`;
    },
    async post(channel, card) {
      mayFail('post');
      const message = `ts-${posts.length + 1}-${digestOf(card.card.id).slice(7, 11)}`;
      posts.push({ channel, message, card });
      mayFail('lose post');
      return { message };
    },
    async update({ message }, card) {
      mayFail('update');
      updates.push({ message, card });
    },
    async reply({ message }, text) {
      mayFail('reply');
      replies.push({ message, text });
    },
    async upload({ message }, { content }) {
      mayFail('upload');
      uploads.push({ message, content });
    },
    async note({ user, thread }, text) {
      mayFail('note');
      notes.push({ user, thread, text });
    },
    async supersede({ message }) {
      mayFail('supersede');
      superseded.push(message);
    },
  };
  return {
    ...platform,
    posts,
    updates,
    replies,
    notes,
    superseded,
    uploads,
    fail: (call: string, failure: ChatFailure) => void failures.push({ call, failure }),
  };
}
