// Written without the code under test: a table of what the clocks show, minute by minute.
const MINUTE = 60_000;

export type Minutes = { from: number; walls: string[] };

/** What Intl says that a clock shows at each minute of a time. */
export function minutesOf(zone: string, from: number, to: number): Minutes {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const walls: string[] = [];
  for (let ms = from; ms < to; ms += MINUTE) walls.push(format.format(ms).replace(' ', 'T'));
  return { from, walls };
}

export type Plan = {
  start: string;
  time: string;
  occurs: (date: string) => boolean;
  days: number;
  minutes: number;
};

/** For each minute, whether it is frozen. */
export function frozenMinutes({ walls }: Minutes, plan: Plan): boolean[] {
  const frozen = walls.map(() => false);
  for (const date of datesIn(walls)) {
    if (date < plan.start || !plan.occurs(date)) continue;
    const begins = indexOf(walls, `${date}T${plan.time}`);
    const shown = walls[begins];
    if (shown === undefined) continue;
    const ends = indexOf(walls, plusDays(shown, plan.days)) + plan.minutes;
    for (let at = begins; at < Math.min(ends, frozen.length); at++) frozen[at] = true;
  }
  return frozen;
}

/** Skipped ones, too. */
function datesIn(walls: string[]): string[] {
  const [first = '', last = ''] = [walls[0], walls.at(-1)];
  const dates: string[] = [];
  for (let wall = first; wall <= last; wall = plusDays(wall, 1)) dates.push(wall.slice(0, 10));
  return dates;
}

/** The first minute at which it is shown; if it is skipped, as far after the gap as it is in it. */
function indexOf(walls: string[], wanted: string): number {
  const first = walls.indexOf(wanted);
  if (first !== -1) return first;
  const after = walls.findIndex((wall) => wall > wanted);
  if (after === -1) return walls.length;
  const before = walls[after - 1];
  if (before === undefined) return -1;
  return after - 1 + (Date.parse(`${wanted}Z`) - Date.parse(`${before}Z`)) / MINUTE;
}

export function plusDays(wall: string, days: number): string {
  const ms = Date.parse(`${wall}Z`) + days * 1_440 * MINUTE;
  return new Date(ms).toISOString().slice(0, 16);
}
