import { visible } from '@countersign/core/text/visible';
import { styleFor, type Style } from './style.ts';
import { wrap } from './text.ts';

/** A verdict in lines: coloured and wrapped behind its marks for people, as it is in a pipe. */
export function printTree(text: string, stdout: NodeJS.WriteStream): void {
  const shown = visible(text);
  const lines = stdout.isTTY
    ? shown.split('\n').flatMap((line) => branch(line, stdout.columns || 80, styleFor(stdout)))
    : [shown];
  stdout.write(`${lines.join('\n')}\n`);
}

export function branch(line: string, columns: number, style: Style): string[] {
  const [, indent = '', mark = '', text = ''] = /^( *)([✓✗!-] |\d+\. )?(.*)$/su.exec(line) ?? [];
  const marks: { [mark: string]: (text: string) => string } = {
    '✓ ': style.good,
    '✗ ': style.bad,
    '! ': style.busy,
    '- ': style.dim,
  };
  const head = marks[mark]?.(mark) ?? mark;
  const hang = indent.length + (mark === '' ? 2 : mark.length);
  const [first = '', ...rest] = wrap(text, Math.max(20, columns - hang));
  return [`${indent}${head}${first}`, ...rest.map((more) => `${' '.repeat(hang)}${more}`)];
}
