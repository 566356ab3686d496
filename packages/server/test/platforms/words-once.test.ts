import { describe, expect, it } from 'vitest';
import { platforms } from './platforms.ts';
import { vault } from './requests.ts';

describe.each(platforms)('%s: an approval by words', (name, open) => {
  it('that comes twice is for one stage, and says how to approve the next one', async () => {
    const chat = await open();
    const id = await chat.asked(vault);
    expect(await chat.say('grace', `approve ${id}`)).toContain('Your word counts.');
    const again = await chat.say('grace', `approve ${id}`);
    expect(again).toContain(
      `say “${name === 'Slack' ? '/countersign ' : ''}approve ${id} stage security”`,
    );
    expect((await chat.votesOf(id)).map(({ stage }) => stage)).toEqual([0]);
    expect(await chat.refusalsOf(id)).toEqual(['stale_stage']);
  });

  it('is for the stage that it names, and says why where that is not open', async () => {
    const chat = await open();
    const id = await chat.asked(vault);
    expect(await chat.say('grace', `approve ${id} stage security`)).toContain(
      'is now at “release”',
    );
    await chat.say('grace', `approve ${id} stage release`);
    await chat.say('grace', `approve ${id} stage security Looks good.`);
    const votes = await chat.votesOf(id);
    expect(votes.map(({ stage }) => stage)).toEqual([0, 1]);
    expect(votes[1]?.comment).toBe('Looks good.');
  });

  it('says what is wrong with the stage that it names', async () => {
    const chat = await open();
    const id = await chat.asked(vault);
    const early = await chat.say('grace', `approve ${id} stage security`);
    expect(early).toContain('now at “release”, and “security” is not open yet.');
    expect(early).not.toContain('had your say');
    const unknown = await chat.say('grace', `approve ${id} stage Release`);
    expect(unknown).toContain('has no stage of the name that you said.');
    await chat.say('grace', `approve ${id} stage release`);
    const over = await chat.say('grace', `approve ${id} stage release`);
    expect(over).toContain('now at “security”, and “release” is over;');
  });

  it('takes a stage by its number, as two rules may make a name of several words', async () => {
    const chat = await open();
    const id = await chat.asked(vault);
    expect(await chat.say('grace', `approve ${id} stage 2`)).toContain('not open yet');
    expect(await chat.say('grace', `approve ${id} stage 3`)).toContain('has no stage of the name');
    await chat.say('grace', `approve ${id} stage 1`);
    await chat.say('grace', `approve ${id} stage 2 Looks good.`);
    expect((await chat.votesOf(id)).map(({ stage }) => stage)).toEqual([0, 1]);
  });

  it('of somebody who has not voted before is for the open stage', async () => {
    const chat = await open();
    const id = await chat.asked(vault);
    await chat.say('ada', `approve ${id}`);
    await chat.say('grace', `approve ${id} Fine by me.`);
    expect((await chat.votesOf(id)).map(({ stage }) => stage)).toEqual([0, 1]);
  });
});
