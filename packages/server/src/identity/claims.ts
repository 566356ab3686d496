/** The claims set of a verified token (RFC 7519 section 4). */
export type Claims = { [name: string]: unknown };

/** Claim name to the value it must have; `*` stands for any run of characters within a segment. */
export type BoundClaims = { [name: string]: string };

/** `lists` are the claims of which one text of several has to fit. */
export function claimsMatch(
  bound: BoundClaims,
  claims: Claims,
  lists: readonly string[] = [],
): boolean {
  return Object.entries(bound).every(([name, pattern]) =>
    claimTexts(claims, name, lists).some((value) => valueMatches(pattern, value)),
  );
}

/** The texts that a binding's value is compared with; several only of a claim that is such a list. */
export function claimTexts(claims: Claims, name: string, lists: readonly string[]): string[] {
  if (!lists.includes(name)) return [claimText(claims, name) ?? []].flat();
  const value = valueOf(claims, name);
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** A claim as text. Lists and objects match nothing: what "equals" means for them would be a guess. */
export function claimText(claims: Claims, name: string): string | undefined {
  const value = valueOf(claims, name);
  if (typeof value === 'string') return value;
  return typeof value === 'boolean' || Number.isSafeInteger(value) ? String(value) : undefined;
}

/** A name that begins with "/" is a JSON pointer (RFC 6901), for claims within claims. */
function valueOf(claims: Claims, name: string): unknown {
  if (!name.startsWith('/')) return own(claims, name);
  const steps = name.slice(1).split('/');
  return steps
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, step) => own(value, step), claims);
}

function own(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, name) ? (value as Claims)[name] : undefined;
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
