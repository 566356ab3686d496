import { JsonFault, readJson } from '@countersign/core/json/read';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Bodies are JSON in UTF-8 that every reader reads alike, and nothing else. */
export function readBodies(app: FastifyInstance): void {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) =>
      body.length === 0 && wantsNone(request) ? undefined : readJson(decode(utf8, body)),
  );
}

/** Many clients name the type of a body though they send none. */
function wantsNone({ routeOptions: { schema } }: FastifyRequest): boolean {
  return schema !== undefined && schema.body === undefined;
}

function decode(utf8: TextDecoder, body: Uint8Array): string {
  try {
    return utf8.decode(body);
  } catch {
    throw new JsonFault('not_json', '', 'This is not UTF-8.');
  }
}
