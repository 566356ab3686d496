/** Milliseconds since the epoch; injected, so that tests can move it. */
export type Now = () => number;

/** Slack timestamps: seconds, a dot, six digits; unique within one workspace. */
export function timestamps(now: Now): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Math.floor(now()) * 1000);
    const seconds = Math.floor(last / 1_000_000);
    return `${seconds}.${String(last % 1_000_000).padStart(6, '0')}`;
  };
}
