import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Change } from '../changes.ts';
import type { SlackDouble } from '../double.ts';
import type { Ephemeral, Message } from '../messages.ts';

/** What happened; a message comes as it stands now, and one that was deleted comes without. */
export type StreamEvent =
  | { kind: 'message'; channel: string; ts: string; message: Message }
  | { kind: 'ephemeral'; channel: string; ts: string; ephemeral: Ephemeral }
  | Change;

/** `GET /double/stream`: server-sent events, one JSON object each, for as long as they are read. */
export function stream(double: SlackDouble, request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  reply.raw.write(': listening\n\n');
  const end = double.subscribe((change) => {
    reply.raw.write(`data: ${JSON.stringify(filled(double, change))}\n\n`);
  });
  request.raw.once('close', end);
}

function filled(double: SlackDouble, change: Change): StreamEvent {
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
