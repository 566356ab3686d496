/**
 * Whether an audience means this service itself: one of its own names, or an address below one. A
 * grant for our own API would let one approval ask for the next.
 */
export function isOwnAudience(audience: string, own: readonly string[]): boolean {
  const asked = plain(audience);
  return own.some((name) => {
    const ours = plain(name);
    return asked === ours || asked.startsWith(`${ours}/`);
  });
}

/** Hosts are the same in upper and lower case, and with a slash behind them. */
function plain(name: string): string {
  return name.toLowerCase().replace(/\/+$/, '');
}
