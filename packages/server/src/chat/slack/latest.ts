/**
 * One piece of work a key at a time, with a rest after each: whoever asks meanwhile shares the one
 * that comes next. Each promise is of work that began after it was asked for.
 */
export function createLatest(rest: () => Promise<void>) {
  const busy = new Map<string, Promise<void>>();
  const next = new Map<string, Promise<void>>();

  return function latest(key: string, work: () => Promise<void>): Promise<void> {
    const before = busy.get(key);
    if (before === undefined) {
      const done = work();
      const rested = done.then(rest, rest).finally(() => busy.delete(key));
      busy.set(key, rested);
      return done;
    }
    const shared =
      next.get(key) ??
      before.then(() => {
        next.delete(key);
        return latest(key, work);
      });
    next.set(key, shared);
    return shared;
  };
}
