import { expect, it } from 'vitest';
import { aScene } from './scene.ts';

async function told() {
  const scene = await aScene();
  scene.ctx.homes.set('slack', 'https://slack.com/app_redirect?app=A0&team=T0');
  scene.noPosting();
  await scene.submit();
  await scene.deliverAll();
  scene.pass(3_700_000);
  await scene.deliverAll();
  return { slack: scene.posted.slack(), teams: scene.posted.teams() };
}

it('in Slack there are no buttons, menus or inputs, but a plain link', async () => {
  const { slack } = await told();
  expect(slack.join()).not.toMatch(/"(?:actions|input|button|action_id|accessory|select)"/u);
  expect(slack.join()).toContain('"type":"link"');
  expect(slack[0]).toContain('Nobody can decide here');
});

it('in Teams Action.OpenUrl is the only action, and there are no views', async () => {
  const { teams } = await told();
  const actions = [...teams.join().matchAll(/"(?:Action\.\w+|Input\.\w+|refresh)"/gu)];
  expect(new Set(actions.map(([found]) => found))).toEqual(new Set(['"Action.OpenUrl"']));
  expect(teams[0]).toContain('Nobody can decide here');
});
