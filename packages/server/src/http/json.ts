import { JsonFault, readJson } from '@countersign/core/json/read';
import type { FastifyInstance } from 'fastify';

/** Bodies are JSON in UTF-8 that every reader reads alike, and nothing else. */
export function readBodies(app: FastifyInstance): void {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    async (_request: unknown, body: Buffer) => readJson(decode(utf8, body)),
  );
}

function decode(utf8: TextDecoder, body: Uint8Array): string {
  try {
    return utf8.decode(body);
  } catch {
    throw new JsonFault('not_json', '', 'This is not UTF-8.');
  }
}
