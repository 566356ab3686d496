import { didYouMean } from '../../text/did-you-mean.ts';
import { quote } from '../../text/quote.ts';

/** A recurrence rule (RFC 5545, 3.3.10) cut into what recurs and where it ends. */
export type Rule = {
  /** Without `COUNT` and `UNTIL`; what its parts mean together is for the library to judge. */
  readonly recurs: string;
  readonly count: number | undefined;
  /** `2027-12-31`, or `2027-12-31T12:00:00Z`. */
  readonly until: string | undefined;
  /** The least time from one period to the next, in days. */
  readonly periodDays: number;
};

type Fault = { message: string; hint?: string };
export type RuleResult = { ok: true; rule: Rule } | ({ ok: false } & Fault);

const PERIODS = new Map([
  ['DAILY', 1],
  ['WEEKLY', 7],
  ['MONTHLY', 28],
  ['YEARLY', 365],
]);
const MAX_LENGTH = 256;
const MAX_COUNT = 400;
const MAX_PERIOD_DAYS = 3_660;

// The library passes over parts that it does not know and numbers that are out of range: what is
// left of the rule would then freeze at other times than it says.
const parts: { [name: string]: RegExp } = {
  FREQ: /^[A-Z]+$/,
  INTERVAL: /^[1-9]\d{0,8}$/,
  COUNT: /^[1-9]\d{0,8}$/,
  UNTIL: /^\d{8}(?:T\d{6}Z)?$/,
  WKST: listOf('(?:MO|TU|WE|TH|FR|SA|SU)', 1),
  BYDAY: listOf('(?:[+-]?(?:[1-9]|[1-4][0-9]|5[0-3]))?(?:MO|TU|WE|TH|FR|SA|SU)'),
  BYMONTH: listOf('(?:[1-9]|1[0-2])'),
  BYMONTHDAY: listOf('[+-]?(?:[1-9]|[12][0-9]|3[01])'),
  // Each takes the library a millisecond a year.
  BYYEARDAY: listOf('[+-]?(?:[1-9][0-9]?|[12][0-9]{2}|3[0-5][0-9]|36[0-6])', 12),
  BYWEEKNO: listOf('[+-]?(?:[1-9]|[1-4][0-9]|5[0-3])'),
  BYSETPOS: listOf('[+-]?(?:[1-9][0-9]?|[12][0-9]{2}|3[0-5][0-9]|36[0-6])'),
};

function listOf(item: string, most = 40): RegExp {
  return new RegExp(`^${item}(?:,${item}){0,${most - 1}}$`);
}

export function readRule(text: string): RuleResult {
  if (text.length > MAX_LENGTH) {
    return fault(`A recurrence rule has at most ${MAX_LENGTH} characters.`);
  }
  const given = new Map<string, string>();
  for (const part of text.split(';')) {
    const [name = '', value = '', ...more] = part.split('=');
    const wrong = faultOf(name, value, more.length > 0 || given.has(name));
    if (wrong !== undefined) return { ok: false, ...wrong };
    given.set(name, value);
  }
  return assemble(given);
}

function faultOf(name: string, value: string, isExtra: boolean): Fault | undefined {
  if (/^BY(?:HOUR|MINUTE|SECOND)$/.test(name)) {
    return { message: `${name} can't stand here: "start" says at which time it begins.` };
  }
  const shape = Object.hasOwn(parts, name) ? parts[name] : undefined;
  if (shape === undefined) {
    const hint =
      didYouMean(name, Object.keys(parts)) ??
      'Parts are written as in "FREQ=WEEKLY;BYDAY=FR", in capitals.';
    return { message: `A recurrence rule has no part ${quote(name)}.`, hint };
  }
  if (isExtra) return { message: `${name} is there more than once.` };
  if (shape.test(value)) return undefined;
  const message = `${name} can't be ${quote(value)}.`;
  if (name !== 'UNTIL') return { message };
  return { message, hint: 'Write the last date, as in UNTIL=20271231, or a moment in UTC.' };
}

function assemble(given: ReadonlyMap<string, string>): RuleResult {
  const frequency = given.get('FREQ');
  if (frequency === undefined) return fault('FREQ is missing.', 'Begin with "FREQ=WEEKLY".');
  const period = PERIODS.get(frequency);
  if (period === undefined) {
    const hint = didYouMean(frequency, PERIODS.keys());
    return fault(`FREQ is DAILY, WEEKLY, MONTHLY or YEARLY, and not ${quote(frequency)}.`, hint);
  }
  const periodDays = period * Number(given.get('INTERVAL') ?? 1);
  if (periodDays > MAX_PERIOD_DAYS) {
    return fault('An INTERVAL is at most ten years.', 'Write single windows with "from" and "to".');
  }
  const count = given.has('COUNT') ? Number(given.get('COUNT')) : undefined;
  if (count !== undefined && count > MAX_COUNT) {
    return fault(`COUNT is at most ${MAX_COUNT}.`, 'Say when it ends with UNTIL, or leave it out.');
  }
  const until = given.get('UNTIL');
  if (count !== undefined && until !== undefined) {
    return fault('COUNT and UNTIL both say when it ends.', 'Remove one of them.');
  }
  if (until !== undefined && !isMoment(extended(until))) {
    return fault(`There is no such date as ${quote(until)}.`);
  }
  const recurs = [...given]
    .filter(([name]) => name !== 'COUNT' && name !== 'UNTIL')
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
  return {
    ok: true,
    rule: { recurs, count, until: until === undefined ? undefined : extended(until), periodDays },
  };
}

/** From the basic to the extended format of ISO 8601. */
function extended(until: string): string {
  const date = `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`;
  if (until.length === 8) return date;
  return `${date}T${until.slice(9, 11)}:${until.slice(11, 13)}:${until.slice(13, 15)}Z`;
}

function isMoment(text: string): boolean {
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text.slice(0, 10));
}

function fault(message: string, hint?: string): { ok: false } & Fault {
  return hint === undefined ? { ok: false, message } : { ok: false, message, hint };
}
