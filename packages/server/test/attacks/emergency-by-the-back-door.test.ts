import { requestView } from '@countersign/core/wire/request-view';
import { expect, it } from 'vitest';
import { breakGlass } from '../../src/app/break-glass.ts';
import { reviewRequest } from '../../src/app/review-request.ts';
import { submitRequest } from '../../src/app/submit-request.ts';
import { viewOf } from '../../src/app/view.ts';
import { aWorld, caller, deployPayments } from '../support/world.ts';

const repair = { ...deployPayments, action: 'repair' };

async function asked(submission = repair) {
  const world = await aWorld();
  world.human('ADA', ['releasers', 'security']);
  world.human('BOB', ['releasers', 'security']);
  world.human('OLGA', ['releasers', 'security']);
  const { id } = await submitRequest(world.ctx, caller, submission);
  await world.deliverAll();
  const said = (user: string, act?: string) => ({
    target: { request: id },
    account: { platform: 'slack' as const, team: 'T1', user },
    kind: 'command' as const,
    channel: 'C0RELEASES',
    message: null,
    ...(act === undefined ? {} : { act }),
  });
  const state = async () => (await world.store.requests.get(id))?.state;
  const log = () => world.entries(id);
  return { ...world, id, said, state, log };
}

it('a command that is sent again is no second act, and refuses nobody', async () => {
  const { ctx, said, state, log } = await asked();
  const input = { ...said('ADA', 'trigger-1'), reason: 'Down.' };
  expect(await breakGlass(ctx, input)).toMatchObject({ ok: true });
  const { length } = await log();
  expect(await breakGlass(ctx, input)).toBeNull();
  expect(await log()).toHaveLength(length);
  const look = { ...said('BOB', 'trigger-2'), finding: 'ok' as const };
  expect(await reviewRequest(ctx, look)).toMatchObject({ ok: true });
  expect(await reviewRequest(ctx, look)).toBeNull();
  expect((await state())?.review?.by).toHaveLength(1);
});

it('of two at once, one opens it, and the other reads who did', async () => {
  const { ctx, said } = await asked();
  const both = await Promise.all(
    ['ADA', 'BOB'].map((user) => breakGlass(ctx, { ...said(user), reason: 'Down.' })),
  );
  expect(both.filter((one) => one?.ok)).toHaveLength(1);
  expect(both.find((one) => !one?.ok)).toMatchObject({ refusal: { code: 'already_decided' } });
});

it('one rule with such a way lends it to no other rule', async () => {
  const { ctx, said } = await asked({ ...repair, resource: 'vault' });
  expect(await breakGlass(ctx, { ...said('ADA'), reason: 'Down.' })).toMatchObject({
    refusal: { code: 'no_break_glass' },
  });
});

it('what a card can not show is not approved by words', async () => {
  const diff = `--- a/x\n+++ b/x\n@@ -1 +1 @@\n-1\n+${'2'.repeat(20_000)}\n`;
  const { ctx, said } = await asked({ ...repair, change: { diff } });
  expect(await breakGlass(ctx, { ...said('ADA'), reason: 'Down.' })).toMatchObject({
    refusal: { code: 'review_required' },
  });
});

it('neither reason nor comment is in the log, and no secret in either', async () => {
  const world = await asked();
  const { ctx, said, log, state } = world;
  ctx.maskText = async (text) => text.replaceAll('hunter2', '***');
  await breakGlass(ctx, { ...said('ADA'), reason: 'Down; the password is hunter2.' });
  await reviewRequest(ctx, { ...said('BOB'), finding: 'concern', comment: 'hunter2 is public.' });
  expect(JSON.stringify(await state())).not.toContain('hunter2');
  const text = JSON.stringify(await log());
  expect(text).not.toContain('password');
  expect(text).not.toContain('public');
});

it('bots and receivers of webhooks are told that it was an emergency', async () => {
  const { ctx, said, id, store, deliverAll, sent } = await asked();
  await breakGlass(ctx, { ...said('ADA'), reason: 'Down.' });
  await deliverAll();
  expect(sent).toMatchObject([
    { type: 'request.approved', data: { emergency: { by: { id: 'ada' } } } },
  ]);
  const stored = await store.requests.get(id);
  const view = stored && viewOf(stored, repair, () => null);
  expect(requestView.parse(view)).toMatchObject({
    status: 'approved',
    explanation: expect.stringContaining('alone in an emergency'),
    decision: { by: [{ id: 'ada' }], reason: 'Down.' },
    emergency: { reason: 'Down.', review: { status: 'due', reviews: [] } },
  });
});
