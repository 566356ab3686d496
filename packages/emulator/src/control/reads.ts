import { z } from 'zod';
import type { SlackDouble } from '../double.ts';
import type { Workspace } from '../workspace.ts';

/** `GET /double/<name>`; null where there is nothing. */
export type Read = (double: SlackDouble, query: unknown) => unknown;

const id = z.string().min(1);

export const reads: Record<string, Read> = {
  messages: read(z.object({ channel: id }), (double, { channel }) => double.messages(channel)),
  message: read(z.object({ channel: id, ts: id }), (double, { channel, ts }) =>
    double.message(channel, ts),
  ),
  ephemerals: (double) => double.ephemerals(),
  home: read(z.object({ user: id }), (double, { user }) => double.homes(user)),
  views: read(z.object({ user: id }), (double, { user }) => double.views(user)),
  files: (double) =>
    double.files().map((file) => ({ ...file, content: file.content?.toString('base64') })),
  calls: read(z.object({ method: id.optional() }), (double, { method }) =>
    double.calls().filter((call) => method === undefined || call.method === method),
  ),
  'undelivered-events': (double) => double.undeliveredEvents().map(({ payload }) => payload),
  connections: (double) => double.socket.connections(),
  workspace: (double) => listed(double.workspace),
};

function read<T>(schema: z.ZodType<T>, run: (double: SlackDouble, query: T) => unknown): Read {
  return (double, query) => run(double, schema.parse(query));
}

function listed({ users, usergroups, channels, ...rest }: Workspace) {
  return {
    ...rest,
    users: [...users.values()],
    usergroups: [...usergroups.values()],
    channels: [...channels.values()],
  };
}

/** The workspace as another process reads it. */
export type RemoteWorkspace = ReturnType<typeof listed>;
