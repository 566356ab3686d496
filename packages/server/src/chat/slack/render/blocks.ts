import type {
  Button,
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  Overflow,
  PlainTextElement,
  RichTextBlock,
  RichTextElement,
  RichTextSection,
} from '@slack/types';
import { moment as momentInUtc } from '@countersign/core/text/moment';
import type { Timed } from '@countersign/core/text/timed';
import { truncate } from '@countersign/core/text/truncate';
import { visible } from '@countersign/core/text/visible';
import { fallback } from './text.ts';

/**
 * The few shapes that we draw. Text from bots and people goes into `plain_text` and rich text only:
 * there Slack reads no markup, no mention and no link.
 */

type Part = RichTextBlock['elements'][number];

/** `emoji: false`, else `:name:` in somebody's text becomes a picture. */
export function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(truncate(text, 150)) };
}

export function richText(...parts: (Part | null)[]): RichTextBlock[] {
  const elements = parts.filter((part) => part !== null);
  return elements.length === 0 ? [] : [{ type: 'rich_text', elements }];
}

/** One paragraph; a string is text as it stands. */
export function paragraph(...parts: (string | RichTextElement | null)[]): RichTextSection | null {
  const elements = parts
    .filter((part) => part !== null)
    .filter((part) => part !== '')
    .map((part) => (typeof part === 'string' ? { type: 'text' as const, text: part } : part));
  return elements.length === 0 ? null : { type: 'rich_text_section', elements };
}

export function bold(text: string): RichTextElement {
  return { type: 'text', text, style: { bold: true } };
}

export function code(text: string): RichTextElement {
  return { type: 'text', text, style: { code: true } };
}

export function link(url: string, text?: string): RichTextElement {
  return text === undefined ? { type: 'link', url } : { type: 'link', url, text };
}

/** A moment, in the reader's own time zone; `at` in milliseconds. */
export function moment(at: number): RichTextElement {
  return {
    type: 'date',
    timestamp: Math.floor(at / 1000),
    format: '{date_short_pretty} at {time}',
    fallback: momentInUtc(at),
  };
}

/** Words of ours with moments among them, the words drawn by `draw`. */
export function timed(
  parts: Timed,
  draw: (text: string) => RichTextElement | string = (text) => text,
): (RichTextElement | string)[] {
  return parts.map((part) => (typeof part === 'string' ? draw(part) : moment(part.at)));
}

export function quote(text: string | null): Part | null {
  return text ? { type: 'rich_text_quote', elements: [{ type: 'text', text }] } : null;
}

export function preformatted(text: string): Part | null {
  return text ? { type: 'rich_text_preformatted', elements: [{ type: 'text', text }] } : null;
}

export function context(text: string): ContextBlock {
  return { type: 'context', elements: [plain(text)] };
}

export function button(
  action: string,
  text: string,
  value: string,
  more: Partial<Button> = {},
): Button {
  return { type: 'button', action_id: action, text: plain(text), value, ...more };
}

/** One entry of a menu that says `…` alone: for what is rarely wanted. */
export function overflow(action: string, text: string, value: string): Overflow {
  return { type: 'overflow', action_id: action, options: [{ text: plain(text), value }] };
}

/** Fresh block ids: with the old ones clients may keep what they drew before. */
export function withIds<Block extends KnownBlock>(blocks: Block[], nonce: string): Block[] {
  return blocks.map((block, index) => ({ ...block, block_id: `${nonce}.${index}` }));
}

/** Whom a message is for; null for nobody in particular. */
export function mentionLine(mentions: readonly RichTextElement[]): RichTextSection | null {
  if (mentions.length === 0) return null;
  return paragraph('For ', ...mentions.flatMap((one, at) => (at === 0 ? [one] : [' ', one])));
}

/** A text of ours or of somebody's as a message; `card` is where to open the card. */
export function textMessage(
  text: string,
  card: string | null = null,
  mentions: RichTextElement[] = [],
): { text: string; blocks: KnownBlock[] } {
  const inert = truncate(visible(text), 3_000);
  const opened = card === null ? [] : [' ', link(card, 'Open the card')];
  const blocks = richText(paragraph(inert, ...opened), mentionLine(mentions));
  return { text: fallback(text), blocks };
}
