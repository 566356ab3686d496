/**
 * Most libraries introspect with HTTP Basic (RFC 6749, section 2.3.1): the password is the key, and
 * the key alone says whose it is. Anything else stays as it is.
 */
export function bearerOf(authorization: string | undefined): string | undefined {
  const [, encoded] = /^basic +([A-Za-z0-9+/=]{1,1000})$/iu.exec(authorization ?? '') ?? [];
  if (encoded === undefined) return authorization;
  const [, secret] = /^[^:]*:(.*)$/su.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  return `Bearer ${decoded(secret ?? '')}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
