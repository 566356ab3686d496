/**
 * Whether the JSON number `source` is what JavaScript makes of it, to the last digit as written:
 * 1.50 is, 9007199254740993 is not.
 */
export function isExact(source: string): boolean {
  // Up to 15 digits come back as they went in (IEEE 754 binary64).
  if (source.length <= 15 && !/[eE]/.test(source)) return true;
  const value = Number(source);
  if (!Number.isFinite(value)) return false;
  return sameDecimal(decimalOf(source), decimalOf(String(value)));
}

/** `0.digits` times ten to the `exponent`, with no zero at either end of the digits. */
type Decimal = { digits: string; exponent: number };

function decimalOf(source: string): Decimal {
  const [, whole = '', fraction = '', power = '0'] =
    /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(source) ?? [];
  const all = whole + fraction;
  const from = leadingZeros(all);
  const digits = all.slice(from, endOf(all));
  // Nothing times any power of ten is nothing.
  if (digits === '') return { digits, exponent: 0 };
  return { digits, exponent: whole.length - from + Number(power) };
}

function sameDecimal(a: Decimal, b: Decimal): boolean {
  return a.digits === b.digits && a.exponent === b.exponent;
}

function leadingZeros(text: string): number {
  let at = 0;
  while (text[at] === '0') at += 1;
  return at;
}

/** A regular expression would look at every run of zeros from each of its zeros. */
function endOf(text: string): number {
  let end = text.length;
  while (text[end - 1] === '0') end -= 1;
  return end;
}
