import { formatDuration } from '../duration.ts';
import type { Quorum } from '../plan.ts';

/** Any value of a policy on one line, as a reader of the document would say it. */
export function words(value: unknown, key = ''): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'number') return key.endsWith('Ms') ? formatDuration(value) : String(value);
  if (typeof value === 'string' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) {
    const items = value.map((item) => words(item) ?? '');
    return items.length === 0 ? undefined : items.join(', ');
  }
  const entries = Object.entries(value).flatMap(([name, of]) => {
    const text = words(of, name);
    return text === undefined ? [] : [`${label(name)} ${text}`];
  });
  return entries.length === 0 ? undefined : entries.join(', ');
}

/** `expiresInMs` as `expires in`. */
export function label(key: string): string {
  return key.replace(/Ms$/, '').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

export function quorumWords({ quorum, groups }: Quorum): string {
  return `${quorum} of ${groups.join(' or ')}`;
}

/** `slack C0RELEASES` */
export function channelWords({ platform, channel }: { platform: string; channel: string }): string {
  return `${platform} ${channel}`;
}
