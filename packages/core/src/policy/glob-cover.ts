import type { Glob } from './glob.ts';

/**
 * True only if every value that `inner` matches is matched by `outer`; false where that takes more
 * than a look at the patterns.
 */
export function covers(outer: Glob, inner: Glob): boolean {
  if (outer.pattern === '**' || outer.pattern === inner.pattern) return true;
  // A star of the inner pattern is a plain character here, so only a star of the outer one takes
  // it, and takes whatever it may stand for. `**` spans segments, where that no longer follows.
  return !inner.pattern.includes('**') && outer.matches(inner.pattern);
}
