import type { Json } from '@countersign/core/wire/json';

/** Strings, numbers, and the brackets of objects; every other character of JSON says nothing here. */
const TOKEN = /"(?:[^"\\]|\\.)*"(\s*:)?|-?\d[\d.eE+-]*|[{}]/g;

/**
 * JSON that means what it says. Throws SyntaxError for what is not JSON, and RangeError with a
 * sentence for a number that a double cannot hold as written, and for a name that stands twice.
 */
export function exactJson(text: string): Json {
  const value = JSON.parse(text) as Json;
  const names: Set<string>[] = [];
  for (const [token, colon] of text.matchAll(TOKEN)) {
    if (token === '{') names.push(new Set());
    else if (token === '}') names.pop();
    else if (!token.startsWith('"')) assertExact(token);
    else if (colon !== undefined) addName(token.slice(0, -colon.length), names.at(-1));
  }
  return value;
}

function addName(token: string, names = new Set<string>()): void {
  const name = JSON.parse(token) as string;
  if (names.has(name)) {
    throw new RangeError(`The name ${JSON.stringify(name)} stands twice in one object.`);
  }
  names.add(name);
}

function assertExact(literal: string): void {
  const number = Number(literal);
  if (Number.isFinite(number) && decimal(literal) === decimal(String(number))) return;
  throw new RangeError(`${literal} would be read as ${number}. Write it as text, in quotes.`);
}

/** One spelling for each value: digits without zeros at either end, and a power of ten. */
function decimal(literal: string): string {
  const [, sign = '', whole = '', part = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(literal) ?? [];
  const digits = (whole + part).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const exponent = BigInt(power) - BigInt(part.length) + BigInt(digits.length - significant.length);
  return `${sign}${significant}e${exponent}`;
}
