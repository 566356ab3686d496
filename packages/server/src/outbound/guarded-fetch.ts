import { Agent, request } from 'undici';
import { hostOf } from './address.ts';
import { guardedLookup, systemResolve, type Resolve } from './guarded-lookup.ts';
import { isAllowed, looksPublic } from './may-call.ts';
import { AnswerTooLarge, OutboundRefused } from './refused.ts';

export type OutboundCall = {
  method?: 'GET' | 'POST';
  headers?: { [name: string]: string };
  body?: string;
};

/** Rejects with {@link OutboundRefused}, {@link AnswerTooLarge} or the fault of the network. */
export type GuardedFetch = {
  (url: string, call?: OutboundCall): Promise<Response>;
  close(): Promise<void>;
};

export type GuardedFetchOptions = {
  /** `host` or `host:port`, trusted by the operator: may be private, and spoken to over http. */
  allowHosts?: string[];
  /** For the whole exchange, from the look-up to the last byte. */
  timeoutMs: number;
  maxBytes: number;
  resolve?: Resolve;
};

/**
 * The one way out of the service: https to public addresses, no redirects, no credentials in the
 * address, no compression (a small answer stays small), a limit on time and size.
 */
export function createGuardedFetch(options: GuardedFetchOptions): GuardedFetch {
  const { allowHosts = [], timeoutMs, maxBytes, resolve = systemResolve } = options;
  const common = { allowH2: false, maxResponseSize: maxBytes };
  const guarded = new Agent({ ...common, connect: { lookup: guardedLookup(resolve) } });
  const trusted = new Agent(common);

  async function guardedFetch(address: string, call: OutboundCall = {}): Promise<Response> {
    const url = new URL(address);
    const dispatcher = isAllowed(url, allowHosts) ? trusted : guarded;
    refuseUnlessWeb(url);
    if (dispatcher === guarded) refuseUnlessPublic(url);
    const answer = await request(url, {
      ...call,
      dispatcher,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { statusCode, headers } = answer;
    const body = await answer.body.arrayBuffer().catch((error: unknown) => {
      if (!isTooLarge(error)) throw error;
      throw new AnswerTooLarge(maxBytes, asResponse(statusCode, headers, null));
    });
    return asResponse(statusCode, headers, body);
  }

  const close = async () => void (await Promise.all([guarded.close(), trusted.close()]));
  return Object.assign(guardedFetch, { close });
}

function refuseUnlessWeb(url: URL): void {
  const web = url.protocol === 'https:' || url.protocol === 'http:';
  if (!web || url.username || url.password) throw new OutboundRefused(hostOf(url));
}

/** Sockets do not look up what is an address already, so the look-up alone would let those pass. */
function refuseUnlessPublic(url: URL): void {
  if (!looksPublic(url)) throw new OutboundRefused(hostOf(url));
}

function isTooLarge(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && error.code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE'
  );
}

function asResponse(
  status: number,
  headers: { [name: string]: string | string[] | undefined },
  body: ArrayBuffer | null,
): Response {
  const pairs = Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  );
  const empty = status === 204 || status === 205 || status === 304;
  return new Response(empty ? null : body, { status, headers: pairs });
}
