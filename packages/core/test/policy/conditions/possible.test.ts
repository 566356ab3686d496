import { expect, it } from 'vitest';
import { faultOf } from './support.ts';

/** What it is refused for: vectors/refused.json. */
it.each([
  'time.hour >= 18 && time.hour < 24',
  'time.weekday >= 1 && time.weekday <= 7',
  'time.weekday > 0 && time.weekday < 8',
  'time.weekday in [6, 7]',
  '0 <= time.minute',
  'time.hour == change.linesAdded',
  'time.date >= "2026-12" && time.date < "2027"',
  'time.date in ["2026-12-24", "2026-12-31"]',
  'time.date in request.tickets',
  'identity.proof in ["api-key", "oidc"]',
  'request.parameters.hour == 24',
])('%s is the same for every request no more than its reader means it to be', (condition) => {
  expect(faultOf(condition)).toBe('ok');
});
