import { CanonicalError } from '@countersign/core/digest';
import { JsonFault } from '@countersign/core/json/read';
import { truncate } from '@countersign/core/text/truncate';
import type { Problem } from '@countersign/core/wire/problem';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Socket } from 'node:net';
import { Fault } from '../app/fault.ts';
import { problemOf } from './problem.ts';
import { Unfit } from './validate.ts';

/** Enough to go on; what was sent is not sent back. */
const MOST_ERRORS = 20;
const MOST_WORDS = 300;
const MOST_PATH = 100;
const STORE_RETRY_S = 2;

/**
 * Every error leaves as problem details with a closed code; nothing else is ever said of a fault
 * inside, but that it is the store which does not answer, where `isStoreUp` says so.
 */
export function answerErrors(app: FastifyInstance, isStoreUp: () => Promise<boolean>): void {
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const problem = problemFor(error, request);
    if (problem.code !== 'internal') return sendProblem(reply, problem);
    request.log.error({ err: error }, 'A request failed.');
    return sendProblem(reply, (await isStoreUp()) ? problem : storeAway(request));
  });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(
      reply,
      problemOf(
        'not_found',
        `There is nothing at ${request.method} ${pathOf(request)}. See /openapi.json.`,
      ),
    ),
  );
}

/** Before a route is found: an address that can't be decoded. */
export function answerFrameworkErrors(
  _error: FastifyError,
  _request: FastifyRequest,
  reply: FastifyReply,
): void {
  const detail = 'The address can not be decoded. Percent-encode it as UTF-8 (RFC 3986).';
  void sendProblem(reply, problemOf('malformed', detail));
}

/** Before there is a request: the bytes are not HTTP, or too many, or too slow. */
export function answerClientErrors(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const problem = clientProblem(error.code);
  const body = JSON.stringify(problem);
  if (socket.writable) {
    socket.write(
      `HTTP/1.1 ${problem.status} ${problem.title}\r\nContent-Type: application/problem+json\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  }
  socket.destroySoon();
}

function clientProblem(code: string | undefined): Problem {
  switch (code ?? '') {
    case 'HPE_HEADER_OVERFLOW':
      return problemOf('headers_too_large', 'The address and headers are over 16 KiB. Send less.');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return problemOf('request_timeout', 'The request took too long to arrive. Send it again.');
    default:
      return problemOf('malformed', 'This is not an HTTP request that can be read.');
  }
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.retryAfter !== undefined) reply.header('retry-after', problem.retryAfter);
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** What was being written may have got through all the same. */
function storeAway(request: FastifyRequest): Problem {
  return problemOf(
    'unavailable',
    `The store of the service does not take anything now. Try again, with the same idempotency key where there is one. Operators find it in the log as ${request.id}, and in /readyz.`,
    { retryAfter: STORE_RETRY_S },
  );
}

function problemFor(error: FastifyError, request: FastifyRequest): Problem {
  if (error instanceof Fault) {
    const { code, message, retryAfter } = error;
    return problemOf(code, message, retryAfter === undefined ? {} : { retryAfter });
  }
  if (error instanceof Unfit) {
    const places = error.issues.length;
    const errors = error.issues.slice(0, MOST_ERRORS).map(({ path, message }) => ({
      path: truncate(pointer(path), MOST_WORDS),
      message: truncate(message, MOST_WORDS),
    }));
    const context = 'validationContext' in error ? String(error.validationContext) : '';
    const what = parts[context] ?? 'request does not';
    return problemOf(
      'invalid',
      `The ${what} fit the schema in ${places === 1 ? 'one place' : `${places} places`}: see errors, and /openapi.json for the schema.`,
      { errors },
    );
  }
  if (error instanceof JsonFault) return jsonProblem(error);
  // What has no canonical form has no digest, so nobody could say what was approved.
  if (error instanceof CanonicalError) {
    // The place of what is too deep is long, and must not push out what is wrong with it.
    const what = error.message.slice(error.path.length).trimStart();
    const message = `${truncate(error.path, MOST_PATH)} ${truncate(what, MOST_WORDS)}`;
    const errors = [{ path: truncate(error.path, MOST_WORDS), message }];
    return problemOf('invalid', `The request can't be digested: ${message}`, { errors });
  }
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problemOf(
        'too_large',
        'The body is over 2 MiB. Send less, for example a digest instead of an artifact.',
      );
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problemOf('unsupported_media_type', 'Send the body as application/json.');
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return problemOf('malformed', 'The body is not JSON. Nothing was taken from it.');
    default:
      // The framework's own complaints about a message it could not read.
      if (error.statusCode !== undefined && error.statusCode < 500) {
        return problemOf('malformed', `The request could not be read: ${error.message}`);
      }
      return problemOf(
        'internal',
        `Something failed inside the service and nothing was answered. Operators find it in the log as ${request.id}.`,
      );
  }
}

function jsonProblem({ code, pointer, message }: JsonFault): Problem {
  if (code === 'not_json') {
    return problemOf('malformed', 'The body is not JSON in UTF-8. Nothing was taken from it.');
  }
  const errors = [{ path: truncate(pointer, MOST_WORDS), message }];
  return problemOf(
    'invalid',
    `Two readers may read this body as two different things: ${message} Nothing was taken from it.`,
    { errors },
  );
}

/** What Fastify calls the parts of a request. */
const parts: { [context: string]: string } = {
  body: 'body does not',
  querystring: 'query does not',
  params: 'address does not',
  headers: 'headers do not',
};

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? '';
}

/** RFC 6901. */
function pointer(path: PropertyKey[]): string {
  const steps = path.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1'));
  return steps.map((step) => `/${step}`).join('');
}
