import { CanonicalError } from '@countersign/core/digest';
import { truncate } from '@countersign/core/text/truncate';
import type { Problem } from '@countersign/core/wire/problem';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '../app/fault.ts';
import { problemOf } from './problem.ts';
import { Unfit } from './validate.ts';

/** Enough to go on; what was sent is not sent back. */
const MOST_ERRORS = 20;
const MOST_WORDS = 300;

/** Every error leaves as problem details with a closed code; nothing else is ever said of a fault inside. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemFor(error, request);
    if (problem.code === 'internal') request.log.error({ err: error }, 'A request failed.');
    return sendProblem(reply, problem);
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

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.retryAfter !== undefined) reply.header('retry-after', problem.retryAfter);
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
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
    const where = 'validationContext' in error ? String(error.validationContext) : 'request';
    return problemOf(
      'invalid',
      `The ${where} does not fit the schema in ${places === 1 ? 'one place' : `${places} places`}: see errors, and /openapi.json for the schema.`,
      { errors },
    );
  }
  // What has no canonical form has no digest, so nobody could say what was approved.
  if (error instanceof CanonicalError) {
    const message = truncate(error.message, MOST_WORDS);
    const errors = [{ path: truncate(error.path, MOST_WORDS), message }];
    return problemOf('invalid', `The request can't be digested: ${message}.`, { errors });
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

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? '';
}

/** RFC 6901. */
function pointer(path: PropertyKey[]): string {
  const steps = path.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1'));
  return steps.map((step) => `/${step}`).join('');
}
