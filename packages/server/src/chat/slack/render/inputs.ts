import type { InputBlock } from '@slack/types';
import { READ_BY } from '../../card/read-by.ts';
import { plain } from './blocks.ts';

/** Where the forms keep what was typed: block id, action id. */
export const reasonField = { block: 'reason', action: 'text' } as const;
export const readField = { block: 'read', action: 'tick' } as const;

/** Some words. They are typed at once, unless there is more in the form than to type. */
export function reasonInput(label: string, { hint = READ_BY, focus = true } = {}): InputBlock {
  return {
    type: 'input',
    block_id: reasonField.block,
    label: plain(label),
    hint: plain(hint),
    element: {
      type: 'plain_text_input',
      action_id: reasonField.action,
      multiline: true,
      max_length: 1_000,
      ...(focus ? { focus_on_load: true } : {}),
    },
  };
}

/** A tick, without which nothing is approved. */
export function readInput(label: string, digest: string, description?: string): InputBlock {
  const text = plain(`I have read the whole change sha256:${digest}`);
  const more = description === undefined ? {} : { description: plain(description) };
  return {
    type: 'input',
    block_id: readField.block,
    label: plain(label),
    element: {
      type: 'checkboxes',
      action_id: readField.action,
      options: [{ text, ...more, value: 'read' }],
    },
  };
}
