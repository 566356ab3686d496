/**
 * Seconds of `Prefer: wait=30` (RFC 7240: any case, spaces around the sign, in quotes or not), at
 * most 60; 0 where nothing is asked.
 */
export function waitSeconds(prefer: string | string[] | undefined): number {
  const asked = [prefer ?? []].flat().join(',');
  const [, bare, quoted] =
    /(?:^|[,;\s])wait\s*=\s*(?:(\d+)|"(\d+)")(?:$|[,;\s])/iu.exec(asked) ?? [];
  return Math.min(Number(bare ?? quoted ?? 0), 60);
}
