import { z } from 'zod';
import { surfaces } from './blocks.ts';
import { limits } from './limits.ts';
import { chars, plainText } from './text.ts';

const view = {
  private_metadata: chars(limits.privateMetadata, 0).optional(),
  callback_id: chars(limits.id, 0).optional(),
  external_id: chars(limits.id, 0).optional(),
};

/** Views by their type. https://docs.slack.dev/reference/views */
export const viewShape = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('modal'),
      ...view,
      title: plainText(limits.viewTitle),
      submit: plainText(limits.viewTitle).optional(),
      close: plainText(limits.viewTitle).optional(),
      blocks: z.array(surfaces.modal).max(limits.viewBlocks),
      clear_on_close: z.boolean().optional(),
      notify_on_close: z.boolean().optional(),
      submit_disabled: z.boolean().optional(),
    })
    .refine(
      (modal) => modal.submit !== undefined || !modal.blocks.some((b) => b.type === 'input'),
      'missing required field: submit (a modal with an input block needs it)',
    ),
  z.strictObject({
    type: z.literal('home'),
    ...view,
    blocks: z.array(surfaces.home).max(limits.viewBlocks),
  }),
]);
