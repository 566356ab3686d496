import { expect, it } from 'vitest';
import { answerJson, startPair } from './support/app.ts';

const act = { user: 'U1ADA', channel: 'C1OPS', command: '/countersign', text: 'list open' };

it('arrives as a form', async () => {
  const { app, double } = await startPair();
  await double.command(act);
  expect(app.received[0]?.url).toBe('/commands');
  expect(app.received[0]?.payload).toMatchObject({
    command: '/countersign',
    text: 'list open',
    user_id: 'U1ADA',
    user_name: 'ada',
    channel_id: 'C1OPS',
    team_id: 'T0EMULATED',
    is_enterprise_install: 'false',
    response_url: expect.stringContaining('/commands/T0EMULATED/'),
  });
});

it('shows the answer to the person alone, or to all', async () => {
  const { app, double } = await startPair();
  app.answerWith(answerJson({ text: 'Only you' }));
  await double.command(act);
  app.answerWith(answerJson({ text: 'All', response_type: 'in_channel' }));
  await double.command(act);
  app.answerWith((_received, response) => void response.end('bare text'));
  await double.command(act);
  expect(double.ephemerals()).toMatchObject([{ text: 'Only you' }, { text: 'bare text' }]);
  expect(double.messages('C1OPS')).toMatchObject([{ text: 'All' }]);
});

it('fails for the person when the answer has invalid blocks', async () => {
  const { app, double } = await startPair();
  app.answerWith(answerJson({ text: 'x', blocks: [{ type: 'nonsense' }] }));
  expect(await double.command(act)).toMatchObject({ ok: false, error: 'invalid_blocks' });
});

it('goes to the app only where it is one of its own', async () => {
  const { app, double } = await startPair({ commands: ['/countersign'] });
  await expect(double.command({ ...act, command: '/other' })).rejects.toThrow(
    '/other is not a valid command',
  );
  expect(app.received).toEqual([]);
  expect(await double.command(act)).toMatchObject({ ok: true });
  await double.command({ ...act, command: '/other', force: true });
  expect(app.received).toHaveLength(2);
});
