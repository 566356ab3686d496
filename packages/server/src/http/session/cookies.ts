import { parseCookie, stringifySetCookie } from 'cookie';

export type OwnCookie = {
  name: string;
  read(header: string | undefined): string | undefined;
  /** The `Set-Cookie` header. */
  set(value: string, maxAgeMs: number): string;
  clear(): string;
};

/**
 * Over https the name begins with `__Host-`, so that browsers keep it to this host and path, over TLS,
 * and let no other host of the domain set it (RFC 6265bis, section 4.1.3.2). Over plain http, which
 * only a service on one's own machine is reached by, browsers would refuse that: there it is without.
 */
export function ownCookie(plainName: string, publicUrl: string): OwnCookie {
  const secure = publicUrl.startsWith('https:');
  const name = secure ? `__Host-${plainName}` : plainName;
  const kept = { name, path: '/', httpOnly: true, secure, sameSite: 'lax' } as const;
  return {
    name,
    read: (header) => (header === undefined ? undefined : parseCookie(header)[name]),
    set: (value, maxAgeMs) =>
      stringifySetCookie({ ...kept, value, maxAge: Math.floor(maxAgeMs / 1_000) }),
    clear: () => stringifySetCookie({ ...kept, value: '', maxAge: 0 }),
  };
}
