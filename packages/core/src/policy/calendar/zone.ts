import { Temporal } from 'temporal-polyfill';
import { didYouMean } from '../../text/did-you-mean.ts';
import { quote } from '../../text/quote.ts';

/** True for `UTC` and for names of the IANA database as they are spelled there, old names included. */
export function isZone(name: string): boolean {
  // Offsets and abbreviations such as EST know no change of clocks.
  if (name !== 'UTC' && !/^[A-Z]\w{1,31}(?:\/[\w+-]{1,32}){1,2}$/.test(name)) return false;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId === name;
  } catch {
    return false;
  }
}

/** What may have been meant, or how zones are written. */
export function zoneHint(name: string): string {
  const zones = Intl.supportedValuesOf('timeZone');
  const city = name.toLowerCase().replaceAll(/[^a-z/]+/g, '_');
  const named = zones.find((zone) => {
    const known = zone.toLowerCase();
    return known === city || known.endsWith(`/${city}`);
  });
  if (named !== undefined) return `Did you mean ${quote(named)}?`;
  const alike = zones.filter((zone) => Math.abs(zone.length - name.length) <= 2);
  return (
    didYouMean(name, alike) ?? 'Name a place of the IANA database, such as "Europe/Berlin", or UTC.'
  );
}
