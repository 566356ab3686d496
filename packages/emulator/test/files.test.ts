import { expect, it } from 'vitest';
import { startDouble } from './support/app.ts';
import { call, clientOf } from './support/clients.ts';

it('takes what filesUploadV2 sends into a thread', async () => {
  const double = await startDouble();
  const client = clientOf(double);
  const { ts = '' } = await client.chat.postMessage({ channel: 'C1OPS', text: 'card' });
  await client.filesUploadV2({
    channel_id: 'C1OPS',
    thread_ts: ts,
    filename: 'change.diff',
    content: '-old\n+new\n',
    initial_comment: 'The whole diff',
  });
  expect(double.files()).toMatchObject([{ name: 'change.diff', channel: 'C1OPS', thread_ts: ts }]);
  expect(double.files()[0]?.content?.toString()).toBe('-old\n+new\n');
  expect(double.messages('C1OPS')[1]).toMatchObject({
    thread_ts: ts,
    text: 'The whole diff',
    files: [{ name: 'change.diff', size: 10 }],
  });
});

it('completes nothing that was not uploaded', async () => {
  const double = await startDouble();
  const { answer } = await call(double, 'files.getUploadURLExternal', {
    filename: 'a.txt',
    length: '1',
  });
  const files = JSON.stringify([{ id: answer['file_id'] }]);
  expect((await call(double, 'files.completeUploadExternal', { files })).answer).toMatchObject({
    error: 'file_not_found',
  });
  expect((await fetch(`${double.url}/upload/v1/forged`, { method: 'POST' })).status).toBe(404);
});

it.each([
  ['missing_argument', { filename: 'a.diff', length: '0' }],
  ['snippet_too_large', { filename: 'a.diff', length: '1048577', snippet_type: 'diff' }],
])('announces nothing that Slack answers with %s', async (error, args) => {
  const double = await startDouble();
  expect((await call(double, 'files.getUploadURLExternal', args)).answer).toMatchObject({ error });
});
