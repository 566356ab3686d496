import { startSlackDouble, type WorkspaceSeed } from '@countersign/emulator';
import { createInbox } from '../../src/app/inbox.ts';
import { expect, it, onTestFinished } from 'vitest';
import type { ChatUseCases } from '../../src/ports/chat-use-cases.ts';
import { openSlack } from '../../src/slack.ts';
import { aWorld } from '../support/world.ts';

const never = async (): Promise<never> => {
  throw new Error('Nothing is clicked here.');
};
const useCases: ChatUseCases = {
  castVote: never,
  mayVote: never,
  readChange: never,
  openTogether: never,
  decideTogether: never,
  breakGlass: never,
  openBreakGlass: never,
  mayReview: never,
  review: never,
  delegate: never,
  undelegate: never,
  delegations: never,
  waitingFor: never,
  show: never,
  viewCard: never,
  messagePosted: never,
  adoptMessage: never,
  cardDeleted: never,
};

const ada = { platform: 'slack', team: 'T0EMULATED', user: 'U0ADA' } as const;
const releasers = { name: 'releasers', people: [], slackUserGroups: ['S0RELEASE'] };

/** The Slack side as the service puts it together. */
async function opened(more: { team?: string } = {}, workspace: WorkspaceSeed = {}) {
  const world = await aWorld();
  const double = await startSlackDouble({
    signingSecret: '8f742231b10e8888abcd99yyyzzz85a5',
    botToken: 'xoxb-0-emulated',
    workspace: {
      users: [{ id: 'U0ADA', name: 'ada' }],
      usergroups: [{ id: 'S0RELEASE', users: ['U0ADA'] }],
      ...workspace,
    },
  });
  onTestFinished(() => double.close());
  const side = await openSlack({
    config: {
      mode: 'http',
      botToken: 'xoxb-0-emulated',
      signingSecret: '8f742231b10e8888abcd99yyyzzz85a5',
      apiUrl: double.apiUrl,
      ...more,
    },
    people: [],
    store: world.store,
    now: world.ctx.now,
    report: world.ctx.report,
  });
  const edge = side.connect(useCases, createInbox(world.ctx, 'slack'));
  onTestFinished(() => edge.close());
  return { ...world, double, people: side.people, check: edge.check };
}

it.each(['token_revoked', 'invalid_auth', 'account_inactive', 'not_authed'])(
  'is not ready while Slack answers %s, until it takes a call again',
  async (error) => {
    const { double, people, check, pass } = await opened();
    expect(await check()).toEqual({ ok: true });
    double.fail({ method: 'users.info', with: { kind: 'error', error } });
    await people.resolve(ada);
    expect(await check()).toEqual({ ok: false, reason: expect.stringContaining(`(${error})`) });
    pass(10_000);
    await people.resolve(ada);
    expect(await check()).toEqual({ ok: true });
  },
);

it('stays ready where Slack is slow, or refuses one thing', async () => {
  const { double, people, check } = await opened();
  double.fail({ method: 'users.info', with: { kind: 'http', status: 503 } });
  await people.resolve(ada);
  double.fail({ method: 'users.info', with: { kind: 'error', error: 'user_not_found' } });
  await people.resolve({ ...ada, user: 'U0BEN' });
  expect(await check()).toEqual({ ok: true });
});

it('asks Slack by itself now and then whether the token is good again', async () => {
  const { double, people, check, pass } = await opened();
  double.fail({ method: 'users.info', with: { kind: 'error', error: 'account_inactive' } });
  await people.resolve(ada);
  double.fail({ method: 'auth.test', with: { kind: 'error', error: 'account_inactive' } });
  pass(30_000);
  expect(await check()).toMatchObject({ ok: false });
  expect(await check()).toMatchObject({ ok: false });
  pass(30_000);
  expect(await check()).toEqual({ ok: true });
});

const grid: WorkspaceSeed = {
  enterprise: { id: 'E0ORG', orgInstall: true },
  users: [{ id: 'U0ADA', name: 'ada', team_id: 'E0ORG' }],
};

it('finds the members of a user group for a whole organisation, once the workspace is named', async () => {
  const { people, reports } = await opened({ team: 'T0EMULATED' }, grid);
  const { person } = await people.resolve(ada);
  expect(await people.memberships(ada, person, [releasers], 'now')).toEqual({
    releasers: 'member',
  });
  expect(reports).toEqual([]);
});

it('tells the operator where it is not named', async () => {
  const { people, reports } = await opened({}, grid);
  const { person } = await people.resolve(ada);
  expect(await people.memberships(ada, person, [releasers], 'now')).toEqual({
    releasers: 'unknown',
  });
  expect(reports[0]).toMatchObject({ message: expect.stringContaining('Set slack.team') });
});
