import { expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { repair } from '../platforms/requests.ts';
import { useRule } from '../platforms/rule.ts';
import { aDesk, CHANNEL, textOf, type Desk } from './desk.ts';

async function say(desk: Desk, user: string, text: string): Promise<string> {
  const before = desk.notesFor(user).length;
  await desk.double.command({ user, channel: CHANNEL, command: '/countersign', text });
  await desk.double.until(() => desk.notesFor(user).length > before);
  return textOf(desk.notesFor(user).at(-1)?.blocks);
}

it('the Home tab lists what waits for this person, and no longer once they decided', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  await desk.double.event({ type: 'app_home_opened', user: 'U0ADA', tab: 'home' });
  expect(textOf(desk.double.homes('U0ADA')?.blocks)).toContain('deploy payments-api in production');
  await desk.double.event({ type: 'app_home_opened', user: 'U0OLGA', tab: 'home' });
  expect(textOf(desk.double.homes('U0OLGA')?.blocks)).toContain('Nothing waits for you.');

  await desk.press(id, 'U0ADA');
  await desk.double.until(() =>
    textOf(desk.double.homes('U0ADA')?.blocks).includes('Nothing waits for you.'),
  );
});

it('the Home tab of somebody who never looked costs Slack no call', async () => {
  const desk = await aDesk();
  await desk.press(await desk.asked(), 'U0ADA');
  // What a click brings in its train is over once the service has nothing under way.
  await desk.stop();
  expect(desk.double.homes('U0ADA')).toBeUndefined();
});

it('nor does that of somebody who looked long ago', async () => {
  const desk = await aDesk();
  await desk.double.event({ type: 'app_home_opened', user: 'U0ADA', tab: 'home' });
  const drawn = desk.double.homes('U0ADA');
  desk.pass(31 * 60_000);
  await desk.press(await desk.asked(), 'U0ADA');
  await desk.stop();
  expect(desk.double.homes('U0ADA')).toEqual(drawn);
});

it('a request can be read and approved from the Home tab', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  await desk.double.event({ type: 'app_home_opened', user: 'U0ADA', tab: 'home' });
  await desk.double.clickInHome({ user: 'U0ADA', actionId: 'home.review' });
  expect(textOf(desk.double.views('U0ADA')[0]?.blocks)).toContain('+2');
  await desk.double.submitView({ user: 'U0ADA', values: { read: { tick: ['read'] } } });
  expect(await desk.statusOf(id)).toBe('approved');
  expect((await desk.votesOf(id))[0]?.via).toMatchObject({ kind: 'home' });
});

it('an old Home tab and an old form take no approval that nothing waits for without a word', async () => {
  const desk = await aDesk();
  const route = { slack: [CHANNEL] };
  const groups = { releasers: { slack: ['S0RELEASE'] } };
  await useRule(desk, { groups, route, other: route }, { hold_until: '11:30' });
  const id = await desk.asked();
  for (const user of ['U0LISE', 'U0GRACE']) {
    await desk.double.event({ type: 'app_home_opened', user, tab: 'home' });
  }
  await desk.double.clickInHome({ user: 'U0LISE', actionId: 'home.review' });
  await desk.press(id, 'U0ADA');

  await desk.double.clickInHome({ user: 'U0GRACE', actionId: 'home.review' });
  const [form] = desk.double.views('U0GRACE');
  expect(textOf(form?.blocks)).toContain('Everybody who must agree has');
  expect(form?.submit).toBeFalsy();

  await desk.double.submitView({ user: 'U0LISE', values: { read: { tick: ['read'] } } });
  expect(textOf(desk.double.views('U0LISE').at(-1)?.blocks)).toContain(
    'nothing waited for it. Everybody who must agree has; it takes effect at 2026-11-22 11:30 UTC',
  );
  await desk.double.event({ type: 'app_home_opened', user: 'U0GRACE', tab: 'home' });
  expect(textOf(desk.double.homes('U0GRACE')?.blocks)).toContain('Nothing waits for you.');
});

it('an emergency is reviewed from the Home tab, or answered with a concern', async () => {
  const desk = await aDesk();
  const open = (user: string) => desk.double.event({ type: 'app_home_opened', user, tab: 'home' });
  const home = (user: string) => textOf(desk.double.homes(user)?.blocks);
  const say = (text: string) =>
    desk.double.command({ user: 'U0ADA', channel: CHANNEL, command: '/countersign', text });
  const ids = [await desk.asked(repair), await desk.asked({ ...repair, resource: 'ledger' })];
  for (const id of ids) await say(`break-glass ${id} Payments are down.`);
  await open('U0GRACE');
  expect(home('U0GRACE')).toContain('Ada Lovelace approved it alone in an emergency');
  await desk.double.clickInHome({ user: 'U0GRACE', actionId: 'home.finding.ok' });
  await desk.double.until(() => !home('U0GRACE').includes('repair payments-api'));
  await desk.double.clickInHome({ user: 'U0GRACE', actionId: 'home.finding.concern' });
  const values = { reason: { text: 'Use the runbook next time.' } };
  await desk.double.submitView({ user: 'U0GRACE', values });
  await desk.double.until(() => !home('U0GRACE').includes('To be reviewed by you'));
  const reviews = await Promise.all(ids.map((id) => desk.store.requests.get(id)));
  expect(reviews.map((found) => found?.state.review?.by)).toMatchObject([
    [{ finding: 'ok', via: { kind: 'home' } }],
    [{ finding: 'concern', comment: 'Use the runbook next time.' }],
  ]);
});

it('a review that is refused in the Home tab says why', async () => {
  const desk = await aDesk();
  const id = await desk.asked(repair);
  await desk.double.command({
    user: 'U0ADA',
    channel: CHANNEL,
    command: '/countersign',
    text: `break-glass ${id} Payments are down.`,
  });
  await desk.double.event({ type: 'app_home_opened', user: 'U0GRACE', tab: 'home' });
  for (const group of desk.double.workspace.usergroups.values()) group.users = ['U0LISE'];
  desk.pass(6_000);
  await desk.double.clickInHome({ user: 'U0GRACE', actionId: 'home.finding.ok' });
  await desk.double.until(() => desk.double.views('U0GRACE').length > 0);
  expect(textOf(desk.double.views('U0GRACE')[0]?.blocks)).toContain('its review is for security');
});

it('a request can be rejected from the Home tab, with a reason', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  await desk.double.event({ type: 'app_home_opened', user: 'U0ADA', tab: 'home' });
  await desk.double.clickInHome({ user: 'U0ADA', actionId: 'home.reject' });
  await desk.double.submitView({ user: 'U0ADA', values: { reason: { text: 'Not now.' } } });
  expect(await desk.statusOf(id)).toBe('rejected');
});

it('commands list, show, approve and reject', async () => {
  const desk = await aDesk();
  const [first, second] = [
    await desk.asked(),
    await desk.asked({ ...deployPayments, resource: 'web' }),
  ];
  expect(await say(desk, 'U0ADA', '')).toContain(first);
  expect(await say(desk, 'U0ADA', 'list')).toContain('deploy web in production');
  expect(await say(desk, 'U0ADA', `show ${first}`)).toContain(
    'Approval needed: deploy payments-api',
  );
  expect(await say(desk, 'U0ADA', `approve ${first}`)).toContain('Approved');
  expect(await say(desk, 'U0ADA', `reject ${second}`)).toContain('Say why');
  expect(await say(desk, 'U0ADA', `reject ${second} too risky on a Friday`)).toContain('Rejected');
  expect(await desk.statusOf(first)).toBe('approved');
  expect((await desk.votesOf(second))[0]).toMatchObject({ comment: 'too risky on a Friday' });
});

it('commands that decide nothing say what to do', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  expect(await say(desk, 'U0ADA', 'help')).toContain('/countersign approve ID');
  expect(await say(desk, 'U0ADA', 'aprove')).toContain('does not know');
  expect(await say(desk, 'U0ADA', 'approve')).toContain('Which request?');
  expect(await say(desk, 'U0ADA', 'show req_1')).toContain('There is no request req_1');
  expect(await say(desk, 'U0ADA', 'approve req_1')).toContain('There is no request req_1');
  expect(await say(desk, 'U0ADA', 'REJECT req_1 no')).toContain('There is no request req_1');
  expect(await say(desk, 'U0BYSTANDER', `approve ${id}`)).toContain('is for releasers');
  expect(await desk.statusOf(id)).toBe('pending');
});

it.each([
  ['Approve', '', 'approved'],
  ['APPROVE', '', 'approved'],
  ['Reject', ' too risky', 'rejected'],
])('%s in capital letters is the same command', async (verb, rest, status) => {
  const desk = await aDesk();
  const id = await desk.asked();
  await say(desk, 'U0ADA', `${verb} ${id}${rest}`);
  expect(await desk.statusOf(id)).toBe(status);
});
