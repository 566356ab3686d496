/**
 * Whether an audience means this service itself: one of its own names, or an address below one, however
 * it is spelled. A grant for our own API would let one approval ask for the next.
 */
export function isOwnAudience(audience: string, own: readonly string[]): boolean {
  const asked = plain(audience);
  return own.some((name) => {
    const ours = plain(name);
    return asked === ours || asked.startsWith(`${ours}/`);
  });
}

/**
 * Addresses without what leads to the same service: the scheme with its usual port, a user, a query, the
 * dot of a whole name, slashes at the end, upper case.
 */
function plain(name: string): string {
  const url = /^https?:/iu.test(name) && URL.canParse(name) ? new URL(name) : null;
  const text = url ? url.host.replace(/\.(?=:|$)/u, '') + url.pathname : name;
  return text.toLowerCase().replaceAll(/\/+/gu, '/').replace(/\/$/u, '');
}
