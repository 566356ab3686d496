import { JsonFault, readJson } from '@countersign/core/json/read';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Fault } from '../app/fault.ts';

/**
 * Every value is gone through several times, and indented by its depth in the file that people
 * read: two megabytes of brackets would be hundreds there, and seconds in which nobody is answered.
 */
const MOST_VALUES = 20_000;

/** Bodies are JSON in UTF-8 that every reader reads alike, and nothing else. */
export function readBodies(app: FastifyInstance): void {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      if (body.length === 0 && wantsNone(request)) return undefined;
      refuseEncoded(request);
      return withFewValues(readJson(decode(utf8, body)));
    },
  );
}

/** Many clients name the type of a body though they send none. */
function wantsNone({ routeOptions: { schema } }: FastifyRequest): boolean {
  return schema !== undefined && schema.body === undefined;
}

function refuseEncoded({ headers }: FastifyRequest): void {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() === 'identity') return;
  throw new Fault(
    'unsupported_media_type',
    'The body has a Content-Encoding, and none is read here. Send it as it is, without compression.',
  );
}

function decode(utf8: TextDecoder, body: Uint8Array): string {
  try {
    return utf8.decode(body);
  } catch {
    throw new JsonFault('not_json', '', 'This is not UTF-8.');
  }
}

function withFewValues(body: unknown): unknown {
  const open = [body];
  for (let seen = 0; open.length > 0; seen += 1) {
    if (seen + open.length > MOST_VALUES) {
      throw new Fault(
        'too_large',
        `The body has over ${MOST_VALUES} values, more than anybody can read and approve. Send less, for example a digest instead of a table.`,
      );
    }
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const inner of Object.values(value)) open.push(inner);
  }
  return body;
}
