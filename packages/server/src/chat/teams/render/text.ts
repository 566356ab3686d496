import type { Timed } from '@countersign/core/text/timed';
import { OpenUrlAction, RichTextBlock, TextRun, type TextRunOptions } from '@microsoft/teams.cards';

/**
 * Text from bots and people goes into runs of rich text and into code blocks only: there Teams reads
 * no markdown. The package says of a run that it reads some; the published schema and the page of
 * the element say that it does not (https://learn.microsoft.com/adaptive-cards/schema-explorer/text-run).
 */

const WORD_JOINER = '\u2060';

/** Teams evaluates `{{DATE(…)}}` and `{{TIME(…)}}` wherever they stand; ours alone are to be. */
export function inert(text: string): string {
  return text.replaceAll(/\{\{(?=\s*(?:DATE|TIME)\s*\()/giu, `{${WORD_JOINER}{`);
}

export function run(text: string, more: TextRunOptions = {}): TextRun {
  return new TextRun(inert(text), more);
}

export function bold(text: string): TextRun {
  return run(text, { weight: 'Bolder' });
}

export function link(url: string, text = url, more: TextRunOptions = {}): TextRun {
  return run(text, { ...more, selectAction: new OpenUrlAction(url) });
}

/** A moment, in the reader's own time zone; `at` in milliseconds. Our own macro, so not made inert. */
export function moment(at: number, more: TextRunOptions = {}): TextRun {
  const instant = `${new Date(at).toISOString().slice(0, 19)}Z`;
  return new TextRun(`{{DATE(${instant}, SHORT)}} {{TIME(${instant})}}`, more);
}

/** Words of ours with moments among them. */
export function timed(parts: Timed, more: TextRunOptions = {}): TextRun[] {
  return parts.map((part) => (typeof part === 'string' ? run(part, more) : moment(part.at, more)));
}

/** One paragraph; a string is text as it stands. */
export function paragraph(...parts: (string | TextRun | null)[]): RichTextBlock[] {
  const inlines = parts
    .filter((part) => part !== null)
    .filter((part) => part !== '')
    .map((part) => (typeof part === 'string' ? run(part) : part));
  return inlines.length === 0 ? [] : [new RichTextBlock({ inlines })];
}

/** Somebody's own words, apart from ours. */
export function quote(text: string | null): RichTextBlock[] {
  return text ? paragraph(run(`“${text}”`, { italic: true })) : [];
}
