import { describe, expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { platforms } from './platforms.ts';
import { restricted } from './restricted.ts';

const { change: _, ...bare } = deployPayments;
const covers = (what: string) =>
  `An approval covers only ${what}: no commit, command, diff or artifact is named.`;
const digest = `sha256:${'7'.repeat(64)}`;

describe.each(platforms)('%s: what names nothing that will run', (_name, open) => {
  it.each([
    [bare, 'the action, the resource and the environment'],
    [
      { ...bare, parameters: { version: 4 } },
      'the action, the resource, the environment and the parameters',
    ],
    [
      {
        ...bare,
        change: { summary: 'Payments', repository: 'acme/payments', command: [], diff: '' },
      },
      'the action, the resource, the environment and the repository',
    ],
  ])('says what alone an approval covers, as long as it is open', async (asked, what) => {
    const chat = await open();
    const id = await chat.asked(asked);
    expect((await chat.card(id)).text).toContain(covers(what));
    expect(await chat.say('ada', `show ${id}`)).toContain(covers(what));
    await chat.approve(id, 'ada');
    await chat.settle();
    expect((await chat.card(id)).text).not.toContain('An approval covers only');
  });

  it.each([
    { commit: 'abcdef0' },
    { command: ['./deploy'] },
    { diff: '--- a/x\n+++ b/x\n@@ -1 +1 @@\n-one\n+two\n' },
    { artifacts: [{ name: 'image', digest }] },
  ])('does not say so of %j', async (change) => {
    const chat = await open();
    const id = await chat.asked({ ...bare, change });
    expect((await chat.card(id)).text).not.toContain('covers only');
  });

  it('says so on each line of a list, and in the form about all of it', async () => {
    const chat = await open();
    await chat.rule({ burst: { within: '10m' } });
    const id = await chat.ask({ ...bare, resource: 'api' });
    await chat.ask({ ...bare, resource: 'web' });
    await chat.settle();
    const { text } = await chat.card(id);
    expect(text.match(/No commit, command, diff or artifact is named\./gu)).toHaveLength(2);
    const form = await chat.openTogether(id, 'ada', 'approve');
    expect(form.text).toContain(covers('the action, the resource and the environment'));
  });

  it('says nothing of that where it is restricted, but to who may read it', async () => {
    const chat = await open();
    await chat.rule(restricted);
    const id = await chat.asked({ ...bare, parameters: { version: 4 } });
    expect((await chat.card(id)).text).not.toContain('covers only');
    expect((await chat.details(id, 'ada')).text).toContain('and the parameters: no commit');
  });
});
