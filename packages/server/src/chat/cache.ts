export type Cache<T> = {
  get: (key: string) => Promise<T>;
  forget: (key: string) => void;
};

const MOST = 5_000;

/**
 * Remembers answers for `ttlMs` from when they were asked for, and asks once for those who ask
 * together. A failure is thrown to all who wait and is not remembered; what was forgotten while it
 * was on its way is not kept either.
 */
export function createCache<T>(
  load: (key: string) => Promise<T>,
  ttlMs: number,
  now: () => number,
): Cache<T> {
  const entries = new Map<string, { answer: Promise<T>; until: number }>();
  return {
    get(key) {
      const known = entries.get(key);
      if (known !== undefined && now() < known.until) return known.answer;
      const entry = { answer: load(key), until: now() + ttlMs };
      entries.delete(key);
      entries.set(key, entry);
      entry.answer.catch(() => {
        if (entries.get(key) === entry) entries.delete(key);
      });
      const [oldest] = entries.keys();
      if (entries.size > MOST && oldest !== undefined) entries.delete(oldest);
      return entry.answer;
    },
    forget: (key) => void entries.delete(key),
  };
}
