import type { FastifyInstance } from 'fastify';
import { OAuthError } from './error.ts';

const BODY_LIMIT = 64 * 1_024;

/** Bodies as OAuth sends them: application/x-www-form-urlencoded in UTF-8 (RFC 6749, appendix B). */
export function readForms(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: BODY_LIMIT },
    async (_request: unknown, body: string) => new URLSearchParams(body),
  );
}

/** A form's parameters; each at most once (RFC 6749, section 3.2), but those that are lists. */
export function formOf(body: unknown, lists: readonly string[] = []) {
  if (!(body instanceof URLSearchParams)) {
    throw new OAuthError(
      'invalid_request',
      'Send the parameters as application/x-www-form-urlencoded.',
    );
  }
  const twice = [...new Set(body.keys())].find(
    (name) => !lists.includes(name) && body.getAll(name).length > 1,
  );
  if (twice !== undefined) {
    throw new OAuthError('invalid_request', 'A parameter is there twice. Send each once.');
  }
  return {
    /** With a value or without. */
    has: (name: string): boolean => body.has(name),
    /** Without a value it is as if it were not there. */
    get: (name: string): string | undefined => body.get(name) || undefined,
    all: (name: string): string[] => body.getAll(name).filter((value) => value !== ''),
    wanted(name: string): string {
      const value = body.get(name);
      if (value) return value;
      throw new OAuthError('invalid_request', `The parameter ${name} is missing.`);
    },
  };
}
