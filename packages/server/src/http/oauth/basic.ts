/** Who a caller says to be, where it says so, and its key as a bearer token. */
export type Presented = { authorization: string | undefined; clientId?: string };

/**
 * Most libraries introspect with HTTP Basic (RFC 6749, section 2.3.1): the password is the key, and
 * the user name whose it is. Anything else stays as it is.
 */
export function presentedIn(authorization: string | undefined): Presented {
  const [, encoded] = /^basic +([A-Za-z0-9+/=]{1,1000})$/iu.exec(authorization ?? '') ?? [];
  if (encoded === undefined) return { authorization };
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const [, name = '', secret = ''] = /^([^:]*):(.*)$/su.exec(text) ?? [];
  return { authorization: `Bearer ${decoded(secret)}`, clientId: decoded(name) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
