import { parsePolicy } from '@countersign/core/policy/parse';
import type { Submission } from '@countersign/core/wire/submission';
import { startSlackDouble, startTeamsDouble } from '@countersign/emulator';
import { onTestFinished } from 'vitest';
import { afterGivingUp } from '../../src/app/after-giving-up.ts';
import { deliver } from '../../src/app/deliver/index.ts';
import { createRelay } from '../../src/app/relay-deliveries.ts';
import { submitRequest } from '../../src/app/submit-request.ts';
import type { Config } from '../../src/config/shape.ts';
import { openFallbacks } from '../../src/fallbacks.ts';
import { openPolicyBook } from '../../src/policy-book.ts';
import { ChatFailure } from '../../src/ports/chat.ts';
import { fakeTime } from '../support/fake-time.ts';
import { aWorld, caller, deployPayments } from '../support/world.ts';

const SLACK_SINK = 'C0FALLBACK';
const TEAMS_SINK = '19:fallback@thread.tacv2';
const TENANT = '0b7f3266-7e06-4dd9-b25d-7969801541f4';

const policyText = `
version: 1
groups: { releasers: { slack: [S0RELEASE] } }
rules:
  - name: in two channels
    match: { action: tell }
    route: { slack: [C0RELEASES, C0OTHER], fallback: [ops-teams, ops-slack] }
    stages: [{ name: release, quorum: 1, groups: [releasers] }]
  - name: without
    match: { action: ping }
    route: { slack: [C0RELEASES] }
    stages: [{ name: release, quorum: 1, groups: [releasers] }]
  - name: restricted
    match: { action: hush }
    route: { slack: [C0RELEASES], fallback: [ops-teams, ops-slack] }
    sensitivity: restricted
    stages: [{ name: release, quorum: 1, groups: [releasers] }]
  - name: with
    match: { action: [deploy, rollback] }
    route: { slack: [C0RELEASES], fallback: [ops-teams, ops-slack] }
    stages: [{ name: release, quorum: 1, groups: [releasers] }]
    expires: 1h
`;

/** What a webhook of either platform has posted, as JSON. */
type Posted = { slack: () => string[]; teams: () => string[] };

/** The doubles of two one-way webhooks, and what came through them. */
export async function sinks(now: () => number) {
  const slack = await startSlackDouble({
    signingSecret: 'not used',
    botToken: 'xoxb-0-emulated',
    now,
    pace: false,
    workspace: { channels: [{ id: SLACK_SINK, name: 'fallback' }] },
  });
  onTestFinished(() => slack.close());
  const team = '19:ops@thread.tacv2';
  const teams = await startTeamsDouble({
    tenantId: TENANT,
    bot: { appId: '5f0c3d5e-2a74-40a2-b28a-b162d5f5327c', secret: 'abc8Q~secret' },
    directory: {
      teams: [{ id: team, name: 'Ops' }],
      channels: [{ id: TEAMS_SINK, team, name: 'Fallback' }],
    },
    now,
    pace: false,
  });
  onTestFinished(() => teams.close());
  const configured: Config['fallbacks'] = [
    {
      name: 'ops-slack',
      platform: 'slack',
      url: slack.incomingWebhook(SLACK_SINK),
      apiUrl: slack.url,
    },
    {
      name: 'ops-teams',
      platform: 'teams',
      url: teams.workflow(TEAMS_SINK),
      apiUrl: new URL(teams.workflow(TEAMS_SINK)).origin,
    },
  ];
  const posted: Posted = {
    slack: () => slack.messages(SLACK_SINK).map(({ blocks }) => JSON.stringify(blocks)),
    teams: () => teams.messages(TEAMS_SINK).map(({ attachments }) => JSON.stringify(attachments)),
  };
  return { slack, teams, configured, posted };
}

/** A request's world whose channels fail as a test wants, with both webhooks behind the real guard. */
export async function aScene() {
  const world = await aWorld();
  const { ctx, store, chat } = world;
  const told = await sinks(ctx.now);
  const fallbacks = await openFallbacks(told.configured, ctx.now);
  onTestFinished(() => fallbacks.close());
  ctx.fallbacks = fallbacks.byName;
  const parsed = parsePolicy(policyText, { webhooks: [] });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  ctx.policy = await openPolicyBook(store, { text: policyText, policy: parsed.policy }, ctx.now());
  return {
    ...world,
    ...told,
    submit: async (submission: Partial<Submission> = {}) =>
      (await submitRequest(ctx, caller, { ...deployPayments, ...submission })).id,
    /** So many of the next postings find a channel that can't be used. */
    noPosting: (times = 1, reason = 'Invite Countersign.') => {
      for (let n = 0; n < times; n += 1) {
        chat.fail('post', new ChatFailure('unavailable', reason));
      }
    },
    kindsOf: async (id: string) => (await world.entries(id)).map(({ kind }) => kind),
  };
}

export type Scene = Awaited<ReturnType<typeof aScene>>;

/** The real relay over a scene's store; `pass` lets time go by and carries out what becomes due. */
export function relayOf({ ctx, pass }: Pick<Scene, 'ctx' | 'pass'>) {
  const time = fakeTime(ctx.now());
  const relay = createRelay({
    store: ctx.store,
    deliver: (delivery) => deliver(ctx, delivery),
    givenUp: (delivery, error) => afterGivingUp(ctx, delivery, error),
    now: ctx.now,
    setTimer: time.setTimer,
    owner: 'relay',
    random: () => 0.5,
    newId: ctx.newId,
    report: ctx.report,
  });
  onTestFinished(() => relay.stop());
  return {
    runDue: () => relay.runDue(),
    async pass(ms: number, step = 60_000) {
      for (let gone = 0; gone < ms; gone += step) {
        pass(step);
        await relay.runDue();
      }
    },
  };
}
