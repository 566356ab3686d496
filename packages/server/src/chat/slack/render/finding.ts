import type { ActionsBlock } from '@slack/types';
import { SHOW_DETAILS } from '../../card.ts';
import { button, plain } from './blocks.ts';

/**
 * What somebody found who looks at an emergency approval afterwards, and where what is withheld from
 * others is shown to them; `home` is the Home tab.
 */
export function findingButtons(
  value: string,
  isWithheld: boolean,
  at: '' | 'home.' = '',
): ActionsBlock {
  const confirm = {
    title: plain('Is all well?'),
    text: plain('Your review says that you have looked at this approval and at its reason.'),
    confirm: plain('All is well'),
    deny: plain('Cancel'),
  };
  return {
    type: 'actions',
    elements: [
      ...(isWithheld ? [button(`${at}review`, SHOW_DETAILS, value)] : []),
      button(`${at}finding.ok`, 'Reviewed: all is well', value, { confirm }),
      button(`${at}finding.concern`, 'I have a concern…', value),
    ],
  };
}
