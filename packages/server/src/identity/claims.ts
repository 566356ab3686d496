/** The claims set of a verified token (RFC 7519 section 4). */
export type Claims = { [name: string]: unknown };

/** Claim name to the value it must have; `*` stands for any run of characters within a segment. */
export type BoundClaims = { [name: string]: string };

export function claimsMatch(bound: BoundClaims, claims: Claims): boolean {
  return Object.entries(bound).every(([name, pattern]) => {
    const value = claimText(claims, name);
    return value !== undefined && valueMatches(pattern, value);
  });
}

/** A claim as text. Lists and objects match nothing: what "equals" means for them would be a guess. */
export function claimText(claims: Claims, name: string): string | undefined {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  if (typeof value === 'string') return value;
  return typeof value === 'boolean' || Number.isSafeInteger(value) ? String(value) : undefined;
}

export function isGlob(pattern: string): boolean {
  return pattern.includes('*');
}

/** `*` never crosses `:` or `/`, so that `repo/*` can't be made to fit `repo/x/../y` or `repo/x:y`. */
function valueMatches(pattern: string, value: string): boolean {
  if (!isGlob(pattern)) return pattern === value;
  const [patterns, values] = [segments(pattern), segments(value)];
  return (
    patterns.length === values.length &&
    patterns.every((p, i) => segmentMatches(p, values[i] ?? ''))
  );
}

/** Segments and their separators, in order. */
function segments(text: string): string[] {
  return text.split(/([:/])/u);
}

/** Greedy from the left without backtracking: a regular expression made of the pattern could be slow. */
function segmentMatches(pattern: string, value: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  const tail = rest.pop();
  if (tail === undefined) return pattern === value;
  if (!value.startsWith(head)) return false;
  let at = head.length;
  for (const part of rest) {
    const found = value.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return value.length - tail.length >= at && value.endsWith(tail);
}
