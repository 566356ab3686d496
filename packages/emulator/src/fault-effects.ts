import type { FastifyReply, FastifyRequest } from 'fastify';

/** An answer that comes late: after so many ms, or once something else is done. */
export async function slowness(fault: { ms: number } | { until: Promise<unknown> }): Promise<void> {
  if ('until' in fault) await fault.until;
  else await new Promise((resolve) => setTimeout(resolve, fault.ms).unref());
}

/** Done, but the answer never arrives: the connection breaks. */
export function loseAnswer(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}
