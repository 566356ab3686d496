import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Fault } from '../../app/fault.ts';

export const CSRF_HEADER = 'x-countersign-csrf';

/** Only who has the session's cookie, or was told over it, knows its token; nothing is stored. */
export function csrfToken(cookie: string): string {
  return createHmac('sha256', cookie).update('csrf').digest('base64url');
}

/**
 * A call by cookie that changes something has to come from our own page: browsers say from where they
 * call, and a page of another origin can neither read the token nor send the header. Throws a Fault.
 */
export function assertOwnPage(request: FastifyRequest, cookie: string, publicUrl: string): void {
  const { origin, 'sec-fetch-site': site } = request.headers;
  const isElsewhere = origin === undefined ? isForeign(site) : origin !== publicUrl;
  if (isElsewhere) {
    throw new Fault(
      'cross_site',
      `This call came from a page of another origin, and a session counts for calls of ${publicUrl} alone. Nothing was changed.`,
    );
  }
  const told = request.headers[CSRF_HEADER];
  if (typeof told === 'string' && isSame(told, csrfToken(cookie))) return;
  throw new Fault(
    'cross_site',
    `A call by cookie that changes something needs the header ${CSRF_HEADER}: the “csrf” of GET /v1/session. Nothing was changed.`,
  );
}

function isForeign(site: string | string[] | undefined): boolean {
  return site !== undefined && site !== 'same-origin';
}

function isSame(told: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(told), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
