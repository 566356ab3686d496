import { DETAIL_TYPE } from '@countersign/core/grant/claims';
import { readJson } from '@countersign/core/json/read';
import { z } from 'zod';
import type { Context } from '../../app/context.ts';
import { issueGrant } from '../../app/grants/issue-grant.ts';
import type { Authenticate } from '../caller.ts';
import { OAuthError } from './error.ts';
import { formOf } from './form.ts';

export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
const JWT = 'urn:ietf:params:oauth:token-type:jwt';
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token';

/** What the grant is asked for (RFC 9396): one approved change, and the run that took it. */
const details = z.tuple([
  z.strictObject({
    type: z.literal(DETAIL_TYPE),
    request: z.string().regex(/^[\x21-\x7e]{1,100}$/u),
    digest: z.string().max(100),
    run: z.string().regex(/^[\x21-\x7e]{1,100}$/u),
  }),
]);

/**
 * Token exchange (RFC 8693, section 2): the bot's own proof, which it would send as a bearer token,
 * for the grant of an approval. Judged as `POST /v1/requests/{id}/grant` is.
 */
export async function exchange(ctx: Context, authenticate: Authenticate, body: unknown) {
  const form = formOf(body, ['audience', 'resource']);
  if (form.wanted('grant_type') !== TOKEN_EXCHANGE) {
    throw new OAuthError('unsupported_grant_type', `This endpoint takes ${TOKEN_EXCHANGE} alone.`);
  }
  if (![ACCESS_TOKEN, JWT, ID_TOKEN].includes(form.wanted('subject_token_type'))) {
    throw new OAuthError(
      'invalid_request',
      'The subject_token_type is one of jwt, id_token and access_token.',
    );
  }
  if (![undefined, ACCESS_TOKEN, JWT].includes(form.get('requested_token_type'))) {
    throw new OAuthError('invalid_request', 'The requested_token_type is access_token or jwt.');
  }
  if (form.get('actor_token') !== undefined) {
    throw new OAuthError(
      'invalid_request',
      'Nobody acts for another one here: send no actor_token.',
    );
  }
  const { request, digest, run } = detailOf(form.wanted('authorization_details'));
  const audience = [...form.all('audience'), ...form.all('resource')];
  const caller = await authenticate(`Bearer ${form.wanted('subject_token')}`);
  const asked = form
    .get('scope')
    ?.split(' ')
    .filter((name) => name !== '');
  const ask = { run, digest, ...(audience.length > 0 && { audience }), scope: asked };
  const { grant, scope, token } = await issueGrant(ctx, caller, request, ask);
  return {
    access_token: token,
    issued_token_type: ACCESS_TOKEN,
    token_type: 'Bearer',
    expires_in: Math.max(0, Math.floor((grant.expiresAt - ctx.now()) / 1_000)),
    ...(scope.length > 0 && { scope: scope.join(' ') }),
  };
}

function detailOf(text: string): z.infer<typeof details>[0] {
  const parsed = details.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data[0];
  throw new OAuthError(
    'invalid_request',
    `The authorization_details are a list of one: {type: ${DETAIL_TYPE}, request, digest, run}.`,
  );
}

function jsonOf(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}
