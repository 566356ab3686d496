/**
 * The few shapes of Adaptive Cards that we draw (https://adaptivecards.io/explorer). Text from bots
 * and people goes into runs of rich text and into code blocks only: there Teams reads no markup. What
 * it does read everywhere are its macros for dates; `inert` breaks them.
 */

export type TextRun = {
  type: 'TextRun';
  text: string;
  weight?: 'Bolder';
  size?: 'Large' | 'Small';
  color?: 'Good' | 'Warning' | 'Attention';
  isSubtle?: true;
  italic?: true;
  fontType?: 'Monospace';
  selectAction?: OpenUrl;
};

export type RichTextBlock = {
  type: 'RichTextBlock';
  inlines: TextRun[];
  spacing?: 'None' | 'Small';
  separator?: true;
};

/** For words of our own alone: Teams reads markdown in it. */
export type TextBlock = {
  type: 'TextBlock';
  text: string;
  wrap: true;
  weight?: 'Bolder';
  color?: TextRun['color'];
};

export type Container = { type: 'Container'; items: RichTextBlock[]; spacing?: 'Small' };

/** Not part of the published schema, and not drawn everywhere: never without a fallback. */
export type CodeBlock = {
  type: 'CodeBlock';
  codeSnippet: string;
  language: 'PlainText';
  fallback: Container;
};
export type Badge = {
  type: 'Badge';
  text: string;
  style: 'Default' | 'Good' | 'Warning' | 'Attention';
  fallback: TextBlock;
};

export type Input =
  | {
      type: 'Input.Text';
      id: string;
      label: string;
      isMultiline: true;
      maxLength: number;
      isRequired: true;
      errorMessage: string;
    }
  | {
      type: 'Input.Toggle';
      id: string;
      title: string;
      value: 'false';
      isRequired: true;
      errorMessage: string;
    };

export type OpenUrl = { type: 'Action.OpenUrl'; title?: string; url: string };
export type Submit = { type: 'Action.Submit'; title: string; data: object; style?: Style };
export type Execute = {
  type: 'Action.Execute';
  title?: string;
  verb: string;
  data: object;
  style?: Style;
  fallback?: Submit;
};
type Style = 'positive' | 'destructive';
export type ShowCard = {
  type: 'Action.ShowCard';
  title: string;
  style?: Style;
  card: { type: 'AdaptiveCard'; body: Element[]; actions: Execute[] };
};

export type Element = RichTextBlock | TextBlock | Container | CodeBlock | Badge | Input;

export type AdaptiveCard = {
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  type: 'AdaptiveCard';
  version: '1.5';
  fallbackText: string;
  body: Element[];
  actions?: (Execute | ShowCard)[];
  refresh?: { action: Execute; userIds: string[] };
  msteams: { width: 'Full' };
};

const WORD_JOINER = '\u2060';
const NO_BREAK_SPACE = '\u00a0';

/** Teams evaluates `{{DATE(…)}}` and `{{TIME(…)}}` wherever they stand; ours alone are to be. */
export function inert(text: string): string {
  return text.replaceAll(/\{\{(?=\s*(?:DATE|TIME)\s*\()/giu, `{${WORD_JOINER}{`);
}

export function run(text: string, more: Omit<TextRun, 'type' | 'text'> = {}): TextRun {
  return { type: 'TextRun', text: inert(text), ...more };
}

export function bold(text: string): TextRun {
  return run(text, { weight: 'Bolder' });
}

export function link(
  url: string,
  text = url,
  more: Pick<TextRun, 'size' | 'isSubtle'> = {},
): TextRun {
  return run(text, { ...more, selectAction: { type: 'Action.OpenUrl', url } });
}

/** A moment, in the reader's own time zone; `at` in milliseconds. Our own macro, so not made inert. */
export function moment(at: number): TextRun {
  const instant = `${new Date(at).toISOString().slice(0, 19)}Z`;
  return { type: 'TextRun', text: `{{DATE(${instant}, SHORT)}} {{TIME(${instant})}}` };
}

/** One paragraph; a string is text as it stands. */
export function paragraph(...parts: (string | TextRun | null)[]): RichTextBlock[] {
  const inlines = parts
    .filter((part) => part !== null)
    .filter((part) => part !== '')
    .map((part) => (typeof part === 'string' ? run(part) : part));
  return inlines.length === 0 ? [] : [{ type: 'RichTextBlock', inlines }];
}

/** Somebody's own words, apart from ours. */
export function quote(text: string | null): RichTextBlock[] {
  return text ? paragraph(run(`“${text}”`, { italic: true })) : [];
}

/** Lines in which every space counts. `code` is false where a card has to be small. */
export function preformatted(text: string, code = true): (CodeBlock | Container)[] {
  if (text === '') return [];
  const lines: Container = {
    type: 'Container',
    items: text.split('\n').map(line),
    spacing: 'Small',
  };
  if (!code) return [lines];
  const codeSnippet = inert(text);
  return [{ type: 'CodeBlock', codeSnippet, language: 'PlainText', fallback: lines }];
}

/** Clients draw a run of spaces as one, and drop those at the beginning. */
function line(text: string): RichTextBlock {
  const kept = text.replaceAll('\t', '    ').replaceAll(/^ | (?= )| $/gu, NO_BREAK_SPACE);
  const shown = run(kept === '' ? NO_BREAK_SPACE : kept, { fontType: 'Monospace' });
  return { type: 'RichTextBlock', inlines: [shown], spacing: 'None' };
}
