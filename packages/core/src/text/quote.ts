import { visible } from '../text/visible.ts';

/** Text from outside in quotes, on one line, with what can't be seen spelled out. */
export function quote(text: string): string {
  const escaped = text.replaceAll(/["\\]/g, String.raw`\$&`);
  return `"${visible(escaped)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\t', String.raw`\t`)}"`;
}

const MAX_LISTED = 5;

/** `"a" or "b"`; long lists end in a count. */
export function anyOf(texts: readonly string[], joint: 'or' | 'and' = 'or'): string {
  const shown = texts.slice(0, MAX_LISTED).map(quote).join(` ${joint} `);
  const rest = texts.length - MAX_LISTED;
  return rest > 0 ? `${shown} ${joint} ${rest} more` : shown;
}
