/** `2h 05m`, `18m 42s`, `9s`. */
export function lasting(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [d, h, m, s] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3_600) % 24,
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ];
  if (d > 0) return `${d}d ${two(h)}h`;
  if (h > 0) return `${h}h ${two(m)}m`;
  return m > 0 ? `${m}m ${two(s)}s` : `${s}s`;
}

/** `2026-11-22 15:40:09 UTC`: the same for everyone who reads a job's log. */
export function instant(rfc3339: string): string {
  return new Date(rfc3339)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');
}

/** `15:40 UTC` */
export function clockTime(rfc3339: string): string {
  return `${new Date(rfc3339).toISOString().slice(11, 16)} UTC`;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
