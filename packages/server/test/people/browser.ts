import type { FastifyInstance } from 'fastify';
import { PUBLIC_URL } from './provider.ts';

type Method = 'GET' | 'HEAD' | 'POST' | 'DELETE';
type Headers = { [name: string]: string | undefined };

/** Keeps cookies, tells from where it calls, and goes nowhere by itself. */
export function createBrowser(service: FastifyInstance) {
  const jar = new Map<string, string>();
  let at = service;

  async function call(method: Method, path: string, headers: Headers = {}, payload?: object) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const url = path.startsWith(PUBLIC_URL) ? path.slice(PUBLIC_URL.length) : path;
    const response = await at.inject({
      method,
      url,
      headers: { ...(cookie === '' ? {} : { cookie }), ...headers },
      ...(payload === undefined ? {} : { payload }),
    });
    for (const { name, value, maxAge } of response.cookies) {
      if (maxAge === 0) jar.delete(name);
      else jar.set(name, value);
    }
    const type = String(response.headers['content-type']);
    const isJson = type.includes('json') && response.body !== '';
    return {
      status: response.statusCode,
      headers: response.headers,
      setCookies: [response.headers['set-cookie'] ?? []].flat(),
      body: isJson ? response.json() : response.body,
    };
  }

  return {
    jar,
    call,
    get: (path: string, headers?: Headers) => call('GET', path, headers),
    /** As our own page calls: with the token that it was told. */
    async change(method: Method, path: string, payload?: object, headers: Headers = {}) {
      const { body } = await call('GET', '/v1/session');
      const own = { origin: PUBLIC_URL, 'x-countersign-csrf': body.csrf ?? '' };
      return call(method, path, { ...own, ...headers }, payload);
    },
    /** Where the provider is. */
    async begin(returnTo?: string): Promise<string> {
      const query = returnTo === undefined ? '' : `?return_to=${encodeURIComponent(returnTo)}`;
      const { status, headers } = await call('GET', `/auth/login${query}`);
      if (status !== 303) throw new Error(`Signing in did not begin: ${status}.`);
      return String(headers.location);
    },
    /** All of it, as `subject`; null: whoever it is says no at the provider. */
    async signIn(
      provider: { visit(address: string, subject: string | null): Promise<string> },
      subject: string | null,
      returnTo?: string,
    ) {
      return call('GET', await provider.visit(await this.begin(returnTo), subject));
    },
    /** Its next call reaches another replica. */
    meet: (replica: FastifyInstance) => void (at = replica),
  };
}

export type Browser = ReturnType<typeof createBrowser>;
