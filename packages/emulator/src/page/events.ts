import type { FastifyReply, FastifyRequest } from 'fastify';

interface Changing {
  subscribe(listener: (change: { kind: string }) => void): () => void;
}

/**
 * Server-sent events without content: `changed` whenever there is something new to ask for. Changes
 * in the same turn of the event loop make one event.
 */
export function streamChanges(
  double: Changing,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  reply.hijack();
  reply.raw.writeHead(200, {
    ...reply.getHeaders(),
    'content-type': 'text/event-stream',
    connection: 'keep-alive',
  } as Record<string, string>);
  reply.raw.write('retry: 1000\nevent: changed\ndata:\n\n');
  let pending = false;
  const end = double.subscribe((change) => {
    if (pending || change.kind === 'call') return;
    pending = true;
    setImmediate(() => {
      pending = false;
      reply.raw.write('event: changed\ndata:\n\n');
    });
  });
  request.raw.once('close', end);
}
