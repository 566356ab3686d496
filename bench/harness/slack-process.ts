import { startSlackDouble } from '@countersign/emulator';
import type { Posted, SlackStart } from './slack.ts';

/** The Slack double in a process of its own; tells its parent of every card that it was given. */
process.once('message', (start: SlackStart) => void run(start));
process.once('disconnect', () => process.exit());

async function run({ signingSecret, botToken, workspace }: SlackStart): Promise<void> {
  const double = await startSlackDouble({ signingSecret, botToken, workspace, pace: false });
  double.subscribe((change) => {
    if (change.kind !== 'message') return;
    const message = double.message(change.channel, change.ts);
    if (!message || message.thread_ts !== undefined || message.edited) return;
    tell({ type: 'posted', message });
  });
  tell({ type: 'ready', apiUrl: double.apiUrl });
}

function tell(said: Posted | { type: 'ready'; apiUrl: string }): void {
  process.send?.(said);
}
