import { z } from 'zod';
import type { Directory } from '../directory.ts';
import type { TeamsDouble } from '../double.ts';

/** `GET /double/<name>`; null where there is nothing. */
export type TeamsRead = (double: TeamsDouble, query: unknown) => unknown;

const id = z.string().min(1);
const place = z.object({ conversation: id, id });
const person = z.object({ person: id });

export const reads: Record<string, TeamsRead> = {
  messages: read(z.object({ conversation: id }), (double, { conversation }) =>
    double.messages(conversation),
  ),
  message: read(place, (double, { conversation, id }) => double.message(conversation, id)),
  thread: read(place, (double, { conversation, id }) => double.thread(conversation, id)),
  shown: read(place.extend({ person: id }), (double, { person, conversation, id }) =>
    double.shown(person, conversation, id),
  ),
  notices: read(person, (double, { person }) => double.notices(person)),
  dialog: read(person, (double, { person }) => double.dialog(person)),
  chat: read(person, (double, { person }) => double.chat(person)),
  mri: read(person, (double, { person }) => double.mri(person)),
  calls: read(z.object({ operation: id.optional() }), (double, { operation }) =>
    double.calls().filter((call) => operation === undefined || call.operation === operation),
  ),
  directory: (double) => listed(double.directory),
};

function read<T>(schema: z.ZodType<T>, run: (double: TeamsDouble, query: T) => unknown): TeamsRead {
  return (double, query) => run(double, schema.parse(query));
}

function listed({ tenantId, people, groups, teams, channels }: Directory) {
  return {
    tenantId,
    people: [...people.values()],
    groups: [...groups.values()],
    teams: [...teams.values()],
    channels: [...channels.values()],
  };
}

/** The directory as another process reads it. */
export type RemoteDirectory = ReturnType<typeof listed>;
