import { z } from 'zod';
import { limits } from './limits.ts';

/** Length as Slack counts it: in Unicode code points. */
export function codePoints(text: string): number {
  return text.length - (text.match(surrogatePair)?.length ?? 0);
}

const surrogatePair = /[\ud800-\udbff][\udc00-\udfff]/g;

/** A string of `min` to `max` characters. */
export const chars = (max: number, min = 1) =>
  z
    .string()
    // A character has one or two units, so a look at the length is mostly enough.
    .refine(
      (s) => s.length >= 2 * min || codePoints(s) >= min,
      `must be more than ${min - 1} characters`,
    )
    .refine(
      (s) => s.length <= max || codePoints(s) <= max,
      `must be less than ${max + 1} characters`,
    );

const hasScheme = (schemes: readonly string[]) => (s: string) =>
  schemes.includes(URL.parse(s)?.protocol ?? '');

const invalidUrl = 'must be a valid URL';

/** An address to open; Slack's desktop client also opens its own `slack:` links. */
export const linkUrl = (max: number) =>
  chars(max).refine(hasScheme(['http:', 'https:', 'mailto:', 'slack:']), invalidUrl);

/** The address of an image. */
export const imageUrl = (max: number) =>
  chars(max).refine(hasScheme(['http:', 'https:']), invalidUrl);

export const plainText = (max: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: chars(max),
    emoji: z.boolean().optional(),
  });

export const mrkdwn = (max: number) =>
  z.strictObject({
    type: z.literal('mrkdwn'),
    text: chars(max),
    verbatim: z.boolean().optional(),
  });

/** `plain_text` or `mrkdwn`. */
export const textObject = (max: number) =>
  z.discriminatedUnion('type', [plainText(max), mrkdwn(max)]);

/**
 * The types of Slack's library leave out all but the text; its reference requires the four.
 * https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object
 */
export const confirm = z.strictObject({
  title: plainText(limits.confirmTitle),
  text: textObject(limits.confirmText),
  confirm: plainText(limits.confirmButton),
  deny: plainText(limits.confirmButton),
  style: z.enum(['primary', 'danger']).optional(),
});
