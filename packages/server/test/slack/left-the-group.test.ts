import { expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { aDesk, type Desk } from './desk.ts';

const LIST = 'usergroups.users.list';
const vault = { ...deployPayments, resource: 'vault' };

/** Slack has been asked about the group, and who clicks next finds the answer remembered. */
async function remembered(submission = deployPayments) {
  const desk = await aDesk();
  const id = await desk.asked(submission);
  await desk.press(id, 'U0BYSTANDER');
  desk.pass(10_000);
  return { desk, id };
}

function leave(desk: Desk, group: string, user: string): void {
  const found = desk.double.workspace.usergroups.get(group);
  if (found) found.users = found.users.filter((id) => id !== user);
}

const askedFor = (desk: Desk) => desk.double.calls().filter(({ method }) => method === LIST).length;

it('who has just left the group cannot approve', async () => {
  const { desk, id } = await remembered();
  leave(desk, 'S0RELEASE', 'U0ADA');
  await desk.press(id, 'U0ADA');
  expect(await desk.statusOf(id)).toBe('pending');
  expect(await desk.refusalsOf(id)).toEqual(['not_eligible', 'not_eligible']);
});

it('the approval that completes a stage counts only where Slack confirms it now', async () => {
  const { desk, id } = await remembered();
  desk.double.fail({ method: LIST, times: 1, with: { kind: 'ratelimited', retryAfter: 30 } });
  await desk.press(id, 'U0ADA');
  expect(await desk.refusalsOf(id)).toEqual(['not_eligible', 'lookup_failed']);
  await desk.press(id, 'U0ADA');
  expect(await desk.statusOf(id)).toBe('approved');
});

it('an approval that others must follow may be confirmed by what Slack said a minute ago', async () => {
  const { desk, id } = await remembered(vault);
  await desk.press(id, 'U0ADA');
  await desk.deliverAll();
  await desk.press(id, 'U0BYSTANDER');
  desk.pass(10_000);
  desk.double.fail({ method: LIST, times: 2, with: { kind: 'ratelimited', retryAfter: 30 } });
  await desk.press(id, 'U0GRACE');
  expect(await desk.votesOf(id)).toHaveLength(2);
  await desk.press(id, 'U0LISE');
  expect(await desk.votesOf(id)).toHaveLength(2);
  await desk.press(id, 'U0LISE');
  expect(await desk.statusOf(id)).toBe('approved');
});

it('clicks of strangers ask Slack no more often than once a minute', async () => {
  const { desk, id } = await remembered();
  const before = askedFor(desk);
  for (let n = 0; n < 4; n += 1) {
    desk.pass(10_000);
    await desk.press(id, 'U0BYSTANDER');
  }
  expect(askedFor(desk)).toBe(before);
});

it('people who approve one after another share an answer for five seconds', async () => {
  const { desk, id } = await remembered();
  const other = await desk.asked();
  const before = askedFor(desk);
  await desk.press(id, 'U0ADA');
  desk.pass(4_000);
  await desk.press(other, 'U0GRACE');
  expect(await desk.statusOf(other)).toBe('approved');
  expect(askedFor(desk)).toBe(before + 1);
});
