import type { TeamsChange } from '../changes.ts';
import type { TeamsDouble } from '../double.ts';
import type { TeamsMessage } from '../messages.ts';

/** What happened; a message comes as it stands now, and one that was deleted comes without. */
export type TeamsStreamEvent =
  | { kind: 'message'; conversation: string; id: string; message: TeamsMessage }
  | TeamsChange;

/** What `GET /double/stream` tells of a change. */
export function eventOf(double: TeamsDouble, change: TeamsChange): TeamsStreamEvent {
  if (change.kind !== 'message') return change;
  const message = double.message(change.conversation, change.id);
  return message === undefined ? change : { ...change, message };
}
