import { isIP } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  // Pictures from elsewhere would tell their host who looks: nothing leaves this machine.
  "img-src 'self' http://127.0.0.1:* http://localhost:*",
  // The page of both shows the two pages of this origin in frames.
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

const headers = {
  'content-security-policy': policy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/**
 * Any page in the same browser can reach a loopback port. So the page answers only where it was
 * addressed by an IP address or as localhost (a rebound domain name is neither), and acts only for
 * requests that its own origin made.
 */
export function guard(scope: FastifyInstance): void {
  scope.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    if (!isLocalName(request.host))
      return refuse(reply, `${request.host} is not a name of this page.`);
    if (request.method !== 'GET' && !isSameOrigin(request)) {
      return refuse(reply, 'Only the page itself may act as a person.');
    }
  });
}

function isLocalName(host: string): boolean {
  if (!URL.canParse(`http://${host}`)) return false;
  const name = new URL(`http://${host}`).hostname.replaceAll(/[[\]]/g, '');
  return isIP(name) !== 0 || name === 'localhost' || name.endsWith('.localhost');
}

/** Browsers send one of the two with every POST; a request with neither is not from this page. */
function isSameOrigin({ headers, host }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  const { origin } = headers;
  if (origin === undefined) return site === 'same-origin';
  return URL.canParse(origin) && new URL(origin).host === host;
}

const refuse = (reply: FastifyReply, error: string) => reply.code(403).send({ ok: false, error });
