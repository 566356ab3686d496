import { problemStatus, type ProblemCode } from '@countersign/core/wire/problem-status';
import type { FastifyError, FastifyInstance } from 'fastify';
import { Fault } from '../../app/fault.ts';

type Code =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_target'
  | 'invalid_scope'
  | 'unsupported_grant_type'
  | 'temporarily_unavailable'
  | 'server_error';

const statuses: { [code in Code]: number } = {
  invalid_request: 400,
  invalid_client: 401,
  invalid_grant: 400,
  invalid_target: 400,
  invalid_scope: 400,
  unsupported_grant_type: 400,
  temporarily_unavailable: 503,
  server_error: 500,
};

/** An error as OAuth clients read it (RFC 6749, section 5.2). */
export class OAuthError extends Error {
  readonly error: Code;
  /** Our own closed code, which says more. */
  readonly code: string | undefined;
  constructor(error: Code, message: string, code?: string) {
    super(message);
    this.name = 'OAuthError';
    this.error = error;
    this.code = code;
  }
}

export function answerOAuthErrors(app: FastifyInstance): void {
  app.setErrorHandler((thrown: FastifyError, request, reply) => {
    const told = thrown instanceof OAuthError ? thrown : asOAuth(thrown);
    if (told.error === 'server_error') request.log.error({ err: thrown }, 'A request failed.');
    if (told.error === 'invalid_client') reply.header('www-authenticate', 'Bearer, Basic');
    reply.header('cache-control', 'no-store');
    return reply.code(statuses[told.error]).send({
      error: told.error,
      error_description: plain(told.message),
      ...(told.code === undefined ? {} : { code: told.code }),
    });
  });
}

const errors: { [code in ProblemCode]?: Code } = {
  audience_not_granted: 'invalid_target',
  scope_not_granted: 'invalid_scope',
};

function asOAuth(thrown: FastifyError): OAuthError {
  if (thrown instanceof Fault) {
    const { code, message } = thrown;
    const status = problemStatus[code];
    if (status >= 500) {
      return new OAuthError(
        status === 503 ? 'temporarily_unavailable' : 'server_error',
        message,
        code,
      );
    }
    // RFC 8693, section 2.2.2: the subject token does not prove who asks.
    if (code === 'unauthenticated' || code === 'forbidden') {
      return new OAuthError('invalid_request', message, code);
    }
    return new OAuthError(errors[code] ?? 'invalid_grant', message, code);
  }
  const { statusCode = 500 } = thrown;
  if (statusCode < 500) {
    return new OAuthError('invalid_request', 'The body is not a form that can be read.');
  }
  return new OAuthError('server_error', 'Something went wrong here. Try again.');
}

/** Of the characters that a description may have: ASCII without quotes and backslashes. */
function plain(text: string): string {
  return text
    .replaceAll(/["“”]/gu, "'")
    .replaceAll('’', "'")
    .replaceAll(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/gu, '?');
}
