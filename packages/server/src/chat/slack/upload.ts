import { z } from 'zod';
import { SlackError } from './slack-error.ts';
import type { SlackClient } from './web-api.ts';

export type SlackFile = {
  channel: string;
  /** Null: by itself. */
  thread: string | null;
  name: string;
  title: string;
  content: string;
};

const place = z.object({ upload_url: z.url({ protocol: /^https?$/ }), file_id: z.string().min(1) });

/**
 * Puts a text file into a thread, in the three steps that Slack asks for; before the last one nobody
 * sees it. https://docs.slack.dev/messaging/working-with-files#uploading_files
 */
export async function uploadFile(
  slack: SlackClient,
  { channel, thread, name, title, content }: SlackFile,
): Promise<void> {
  const length = Buffer.byteLength(content);
  const offered = await slack.call('files.getUploadURLExternal', { filename: name, length });
  const at = place.safeParse(offered).data;
  if (at === undefined) throw new SlackError({ kind: 'unreadable' });
  await slack.put(new URL(at.upload_url), content);
  await slack.call('files.completeUploadExternal', {
    files: [{ id: at.file_id, title }],
    channel_id: channel,
    ...(thread === null ? {} : { thread_ts: thread }),
  });
}
