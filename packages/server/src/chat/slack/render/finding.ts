import type { ActionsBlock } from '@slack/types';
import { button, plain } from './blocks.ts';

/** What somebody found who looks at an emergency approval afterwards; `home` is the Home tab. */
export function findingButtons(value: string, at: '' | 'home.' = ''): ActionsBlock {
  const confirm = {
    title: plain('Is all well?'),
    text: plain('Your review says that you have looked at this approval and at its reason.'),
    confirm: plain('All is well'),
    deny: plain('Cancel'),
  };
  return {
    type: 'actions',
    elements: [
      button(`${at}finding.ok`, 'Reviewed: all is well', value, { confirm }),
      button(`${at}finding.concern`, 'I have a concern…', value),
    ],
  };
}
