import { Temporal } from 'temporal-polyfill';

/** A moment as the clocks and calendars of a zone show it. */
export type ZonedParts = {
  /** Of ISO 8601: 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** `HH:MM` */
  readonly time: string;
  /** `+01:00` */
  readonly utcOffset: string;
};

/** `zone` is a known one; `atMs` in epoch milliseconds. */
export function zonedParts(zone: string, atMs: number): ZonedParts {
  const moment = Temporal.Instant.fromEpochMilliseconds(Math.floor(atMs)).toZonedDateTimeISO(zone);
  const { hour, minute, dayOfWeek, offset } = moment;
  return {
    weekday: dayOfWeek,
    hour,
    minute,
    date: moment.toPlainDate().toString(),
    time: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`,
    utcOffset: offset,
  };
}
