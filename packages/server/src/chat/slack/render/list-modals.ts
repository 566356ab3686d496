import type { KnownBlock, ModalView } from '@slack/types';
import type { LeftOut, TogetherForm, TogetherResult } from '../../../ports/list-use-cases.ts';
import { cardText, whatOf } from '../../card.ts';
import { leftTexts, resultTexts, togetherButton, togetherHeadline } from '../../card/together.ts';
import { onCard } from '../../card/change.ts';
import { line } from '../../card/words.ts';
import { bold, context, paragraph, plain, quote, richText } from './blocks.ts';
import { changeBlocks } from './change.ts';
import { reasonInput } from './inputs.ts';

export const LIST_FORM = 'list';

type Open = Extract<TogetherForm, { ok: true }>;

/** Each with its digest and, to approve it, all of its change. `metadata` names what is shown. */
export function togetherModal({ vote, items, left }: Open, metadata: string): ModalView {
  const verb = vote === 'approve' ? 'Approve' : 'Reject';
  return {
    type: 'modal',
    callback_id: LIST_FORM,
    private_metadata: metadata,
    title: plain(`${verb} together`),
    submit: plain(togetherButton(verb, items.length)),
    close: plain('Cancel'),
    blocks: [
      ...richText(paragraph(bold(togetherHeadline(verb, items.length)))),
      ...items.flatMap((item) => itemBlocks(item, vote)),
      ...leftBlocks(left),
      ...(vote === 'reject' ? [reason] : []),
    ],
  };
}

function itemBlocks(item: Open['items'][number], vote: Open['vote']): KnownBlock[] {
  const { warnings, reason: why, change, digest } = cardText(item, onCard);
  const title = paragraph(bold(line(whatOf(item.state), 300)));
  const whole =
    vote === 'reject'
      ? []
      : [
          ...richText(...warnings.map((text) => paragraph(bold(`⚠ ${text}`))), quote(why)),
          ...changeBlocks(change, ''),
        ];
  return [{ type: 'divider' }, ...richText(title), ...whole, context(`Change ${digest.full}`)];
}

const reason = reasonInput('Why? It is the reason for each of them.', { focus: false });

function leftBlocks(left: LeftOut[]): KnownBlock[] {
  if (left.length === 0) return [];
  const texts = leftTexts(left).map((text) => paragraph(text));
  return [{ type: 'divider' }, ...richText(paragraph(bold('Not among them:')), ...texts)];
}

/** What became of each, told to the person alone. */
export function togetherDone(result: Extract<TogetherResult, { ok: true }>): ModalView {
  const { headline, lines } = resultTexts(result);
  const blocks: KnownBlock[] = richText(
    paragraph(bold(headline)),
    ...lines.map((text) => paragraph(text)),
  );
  return { type: 'modal', title: plain('Done'), close: plain('Close'), blocks };
}
