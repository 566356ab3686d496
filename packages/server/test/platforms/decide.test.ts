import { describe, expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { platforms } from './platforms.ts';

describe.each(platforms)('%s', (_, open) => {
  it('shows who asks for what and why, what exactly would happen, and who may decide', async () => {
    const chat = await open();
    const id = await chat.asked({
      ...deployPayments,
      reason: 'Shops asked for it.',
      tickets: [{ key: 'OPS-214', title: 'Raise limits', url: 'https://tickets.example.com/214' }],
    });
    const { text, buttons } = await chat.card(id);
    for (const said of [
      'deploy payments-api in production',
      'Asked by CI deploy.',
      'Behind it: Olga, who cannot approve it.',
      'Shops asked for it.',
      'OPS-214',
      'https://tickets.example.com/214',
      'abcdef0',
      '+2',
      'needs 1 approval from releasers',
      'Can decide now: ',
      'Ada Lovelace',
      'Grace Hopper',
      'sha256:',
      'Expires 2026-11-22T11:00:00Z',
    ]) {
      expect(text).toContain(said);
    }
    expect(text).not.toMatch(/Can decide now: .*(Olga|Emmy|Gus|Paul|Stan)/);
    expect(buttons).toEqual(['Approve', 'Reject…']);
  });

  it('approves by one click, and the card settles for everybody with who and when', async () => {
    const chat = await open();
    const id = await chat.asked();
    chat.pass(90_000);
    const at = chat.now();
    await chat.approve(id, 'ada');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('approved');
    for (const who of [undefined, 'ada', 'grace', 'emmy'] as const) {
      const { text, buttons } = await chat.card(id, who);
      expect(text).toContain(`Approved by Ada Lovelace, ${at}`);
      expect(buttons).toEqual([]);
    }
  });

  it('rejects with a reason, which everybody reads on the card and below it', async () => {
    const chat = await open();
    const id = await chat.asked();
    const at = chat.now();
    await chat.reject(id, 'ada', '  Not on a Friday.\n');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('rejected');
    expect(await chat.votesOf(id)).toMatchObject([{ vote: 'reject', comment: 'Not on a Friday.' }]);
    const { text, buttons } = await chat.card(id);
    expect(text).toContain(`Rejected by Ada Lovelace, ${at}`);
    expect(text).toContain('Not on a Friday.');
    expect(buttons).toEqual([]);
    expect((await chat.thread(id)).join('\n')).toContain('Reason: Not on a Friday.');
  });

  it.each(['', ' \n\t'])('rejects nothing without a reason (%j), and says so', async (reason) => {
    const chat = await open();
    const id = await chat.asked();
    await chat.reject(id, 'ada', reason);
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('pending');
    expect(await chat.refusalsOf(id)).toEqual([]);
    expect(chat.told('ada')).toMatch(/say why you reject it/i);
  });

  it('tells below the card, line by line, what happened to it', async () => {
    const chat = await open();
    const id = await chat.asked();
    expect(await chat.thread(id)).toEqual([]);
    await chat.approve(id, 'grace');
    await chat.settle();
    const lines = await chat.thread(id);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('Grace Hopper approved.');
    expect(lines[0]).toContain('Approved. CI deploy may go ahead with sha256:');
  });

  it('records where and by whom it was decided', async () => {
    const chat = await open();
    const id = await chat.asked();
    await chat.approve(id, 'lise');
    expect(await chat.votesOf(id)).toMatchObject([
      {
        person: { id: 'lise', name: 'Lise Meitner' },
        via: { platform: chat.name.toLowerCase(), kind: 'button' },
      },
    ]);
  });
});
