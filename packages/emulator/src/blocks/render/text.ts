import type { z } from 'zod';
import type { textObject } from '../text.ts';
import type { RenderContext } from './context.ts';
import { emojiOf } from './emoji.ts';
import { html, type Html } from './html.ts';
import { mrkdwn } from './mrkdwn.ts';

export type TextObject = z.infer<ReturnType<typeof textObject>>;

/** plain_text knows emoji and nothing else. */
const plainText = (text: string, emoji = true): string =>
  emoji ? text.replaceAll(/:([a-z0-9_+'-]+):/g, (_, name: string) => emojiOf(name)) : text;

/** The text of a `plain_text` object, for attributes and option lists. */
export const words = (text: TextObject | undefined): string =>
  text === undefined ? '' : plainText(text.text, text.type === 'mrkdwn' || text.emoji);

/** A text object, isolated so that right-to-left text inside cannot reorder what stands around it. */
export const text = (object: TextObject, ctx: RenderContext): Html =>
  object.type === 'plain_text'
    ? html`<bdi class="text">${words(object)}</bdi>`
    : html`<bdi class="text">${mrkdwn(object.text, ctx, { verbatim: object.verbatim })}</bdi>`;
