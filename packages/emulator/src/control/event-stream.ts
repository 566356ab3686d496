import type { FastifyReply, FastifyRequest } from 'fastify';

export interface Changing<C> {
  subscribe(listener: (change: C) => void): () => void;
}

/** Server-sent events, one JSON object a change, for as long as they are read. */
export function streamEach<C>(
  double: Changing<C>,
  eventOf: (change: C) => object,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  reply.hijack();
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  reply.raw.write(': listening\n\n');
  const end = double.subscribe((change) => {
    reply.raw.write(`data: ${JSON.stringify(eventOf(change))}\n\n`);
  });
  request.raw.once('close', end);
}
