/** Seconds of `Prefer: wait=30` (RFC 7240), at most 60; 0 where nothing is asked. */
export function waitSeconds(prefer: string | string[] | undefined): number {
  const asked = [prefer ?? []].flat().join(',');
  const [, digits] = /(?:^|[,;\s])wait=(\d{1,5})(?:$|[,;\s])/u.exec(asked) ?? [];
  return Math.min(Number(digits ?? 0), 60);
}
