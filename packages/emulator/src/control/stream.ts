import type { Change } from '../changes.ts';
import type { SlackDouble } from '../double.ts';
import type { Ephemeral, Message } from '../messages.ts';

/** What happened; a message comes as it stands now, and one that was deleted comes without. */
export type StreamEvent =
  | { kind: 'message'; channel: string; ts: string; message: Message }
  | { kind: 'ephemeral'; channel: string; ts: string; ephemeral: Ephemeral }
  | Change;

/** What `GET /double/stream` tells of a change. */
export function eventOf(double: SlackDouble, change: Change): StreamEvent {
  if (change.kind === 'message') {
    const message = double.message(change.channel, change.ts);
    if (message !== undefined) return { ...change, kind: 'message', message };
  }
  if (change.kind === 'ephemeral') {
    const ephemeral = double.ephemeral(change.channel, change.ts);
    if (ephemeral !== undefined) return { ...change, kind: 'ephemeral', ephemeral };
  }
  return change;
}
