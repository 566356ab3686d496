import type { RenderContext } from './context.ts';

type Clock = Pick<RenderContext, 'now' | 'timeZone'>;

const shapes: Record<string, Intl.DateTimeFormatOptions> = {
  date: { month: 'long', day: 'numeric' },
  date_short: { month: 'short', day: 'numeric', year: 'numeric' },
  date_long: { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' },
  date_long_full: { month: 'long', day: 'numeric', year: 'numeric' },
  date_slash: { day: '2-digit', month: '2-digit', year: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  time_secs: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
};

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

const day = (unix: number, timeZone: string) =>
  new Date(unix * 1000).toLocaleDateString('sv-SE', { timeZone });

/** today, tomorrow, yesterday, else undefined. */
function nearby(unix: number, { now, timeZone }: Clock): string | undefined {
  const names = [
    ['today', 0],
    ['tomorrow', 86_400],
    ['yesterday', -86_400],
  ] as const;
  return names.find(([, shift]) => day(now + shift, timeZone) === day(unix, timeZone))?.[0];
}

function ago(unix: number, { now }: Clock): string {
  const seconds = unix - now;
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  for (const [unit, size] of units) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return 'just now';
}

function token(name: string, unix: number, clock: Clock): string | undefined {
  const { timeZone } = clock;
  if (name === 'date_num') return day(unix, timeZone);
  if (name === 'ago') return ago(unix, clock);
  if (name === 'day_divider_pretty') return token('date_long_pretty', unix, clock);
  const plain = name.replace(/_pretty$/, '');
  const shape = Object.hasOwn(shapes, plain) ? shapes[plain] : undefined;
  if (shape === undefined) return undefined;
  const near = plain === name ? undefined : nearby(unix, clock);
  return near ?? new Intl.DateTimeFormat('en-US', { ...shape, timeZone }).format(unix * 1000);
}

/**
 * Fills the tokens of a Slack date format, e.g. `{date_short} at {time}`; undefined for a time that
 * cannot be shown. `unix` is in seconds.
 * Source: https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export function formatDate(unix: number, format: string, clock: Clock): string | undefined {
  if (!Number.isFinite(unix) || Math.abs(unix) > 8.64e12) return undefined;
  return format.replaceAll(
    /\{(\w+)\}/g,
    (written, name: string) => token(name, unix, clock) ?? written,
  );
}
