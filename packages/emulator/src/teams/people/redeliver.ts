import { randomUUID } from 'node:crypto';
import type { TeamsDelivery } from '../delivery.ts';
import type { Teams } from '../teams.ts';
import { send } from './deliver.ts';

/** The same bytes again, or the same act under a new id. What the bot answers is shown to nobody. */
export async function redeliver(
  teams: Teams,
  last: TeamsDelivery,
  { newId = false }: { newId?: boolean },
): Promise<TeamsDelivery> {
  if (!newId) return send(teams, last.request, last.activity);
  const activity = { ...last.activity, id: `f:${randomUUID()}` };
  return send(teams, { ...last.request, body: JSON.stringify(activity) }, activity);
}
