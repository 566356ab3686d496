import { z } from 'zod';
import { limits } from './limits.ts';
import { linkUrl } from './text.ts';

const flag = z.boolean().optional();

const style = z
  .strictObject({
    bold: flag,
    code: flag,
    italic: flag,
    strike: flag,
    underline: flag,
    highlight: flag,
    client_highlight: flag,
    unlink: flag,
  })
  .optional();

const filled = z.string().min(1);

const text = z.strictObject({ type: z.literal('text'), text: filled, style });

const link = z.strictObject({
  type: z.literal('link'),
  url: linkUrl(limits.url),
  text: z.string().optional(),
  unsafe: flag,
  style,
});

/** What may stand in a line of rich text. */
const inline = z.discriminatedUnion('type', [
  text,
  link,
  z.strictObject({ type: z.literal('user'), user_id: filled, style }),
  z.strictObject({ type: z.literal('usergroup'), usergroup_id: filled, style }),
  z.strictObject({ type: z.literal('channel'), channel_id: filled, style }),
  z.strictObject({ type: z.literal('team'), team_id: filled, style }),
  z.strictObject({
    type: z.literal('broadcast'),
    range: z.enum(['here', 'channel', 'everyone']),
    style,
  }),
  z.strictObject({
    type: z.literal('emoji'),
    name: filled,
    unicode: z.string().optional(),
    url: z.string().optional(),
    style,
  }),
  z.strictObject({
    type: z.literal('date'),
    timestamp: z.int(),
    format: filled,
    url: linkUrl(limits.url).optional(),
    fallback: z.string().optional(),
    style,
  }),
  z.strictObject({
    type: z.literal('color'),
    value: z.string().regex(/^#[0-9a-fA-F]{6}$/, 'must be a hex color such as #7bb0c8'),
    style,
  }),
]);

const border = z.union([z.literal(0), z.literal(1)]).optional();

const section = z.strictObject({
  type: z.literal('rich_text_section'),
  elements: z.array(inline),
});

/** https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
export const richTextShape = {
  elements: z
    .array(
      z.discriminatedUnion('type', [
        section,
        z.strictObject({
          type: z.literal('rich_text_list'),
          style: z.enum(['bullet', 'ordered']),
          elements: z.array(section),
          indent: z.int().min(0).max(limits.listIndent).optional(),
          offset: z.int().min(0).optional(),
          border,
        }),
        z.strictObject({
          type: z.literal('rich_text_quote'),
          elements: z.array(inline),
          border,
        }),
        z.strictObject({
          type: z.literal('rich_text_preformatted'),
          elements: z.array(z.discriminatedUnion('type', [text, link])),
          language: z.string().optional(),
          border,
        }),
      ]),
    )
    .min(1),
};

/** A rich_text block inside another block or element. */
export const nestedRichText = z.strictObject({
  type: z.literal('rich_text'),
  block_id: z.string().optional(),
  ...richTextShape,
});
