import { CodeBlock, Container, RichTextBlock } from '@microsoft/teams.cards';
import { inert, run } from './text.ts';

const NO_BREAK_SPACE = '\u00a0';

/**
 * Lines in which every space counts. Not every client draws a code block, which is no part of the
 * published schema: the lines stand in it as its fallback. `code` is false where a card has to be small.
 */
export function preformatted(text: string, code = true): (CodeBlock | Container)[] {
  if (text === '') return [];
  const lines = new Container(...text.split('\n').map(line)).withSpacing('Small');
  if (!code) return [lines];
  return [new CodeBlock({ codeSnippet: inert(text), language: 'PlainText', fallback: lines })];
}

/** Clients draw a run of spaces as one, and drop those at the beginning. */
function line(text: string): RichTextBlock {
  const kept = text.replaceAll('\t', '    ').replaceAll(/^ | (?= )| $/gu, NO_BREAK_SPACE);
  const shown = run(kept === '' ? NO_BREAK_SPACE : kept, { fontType: 'Monospace' });
  return new RichTextBlock({ inlines: [shown], spacing: 'None' });
}
