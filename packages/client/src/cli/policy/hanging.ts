import { wrap } from '../show/text.ts';

/** Text behind a head of so many columns, in lines that stay behind it. */
export function hanging(head: string, text: string, columns: number, indent: number): string[] {
  const [first = '', ...rest] = wrap(text, Math.max(20, columns - indent));
  return [`${head}${first}`, ...rest.map((line) => `${' '.repeat(indent)}${line}`)];
}
