import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TeamsChange } from '../changes.ts';
import type { TeamsDouble } from '../double.ts';
import type { TeamsMessage } from '../messages.ts';

/** What happened; a message comes as it stands now, and one that was deleted comes without. */
export type TeamsStreamEvent =
  | { kind: 'message'; conversation: string; id: string; message: TeamsMessage }
  | TeamsChange;

/** `GET /double/stream`: server-sent events, one JSON object each, for as long as they are read. */
export function stream(double: TeamsDouble, request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  reply.raw.write(': listening\n\n');
  const end = double.subscribe((change) => {
    reply.raw.write(`data: ${JSON.stringify(filled(double, change))}\n\n`);
  });
  request.raw.once('close', end);
}

function filled(double: TeamsDouble, change: TeamsChange): TeamsStreamEvent {
  if (change.kind !== 'message') return change;
  const message = double.message(change.conversation, change.id);
  return message === undefined ? change : { ...change, message };
}
