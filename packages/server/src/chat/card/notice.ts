import type { CardContent, DecideAt, FallbackNotice } from '../../ports/chat.ts';

/** Why a message is one-way, and where to go from it. In our own words, but for ids. */
export type NoticeText = {
  why: string;
  /** What can be done, and where. */
  todo: string;
  link: { url: string; text: string } | null;
  /** Where to find what is not shown. */
  rest: string;
  isShortened: boolean;
};

export const SHORTENED =
  'Shortened to fit: who is behind it, reason, tickets and stages are left out, and most of the change.';

const platforms = { slack: 'Slack', teams: 'Teams' };

export function noticeText(
  { state: { id } }: CardContent,
  { unposted: { platform, channel }, decide, again }: FallbackNotice,
): NoticeText {
  const doubt = again ? ' An earlier message may say the same.' : '';
  return {
    why: `Nobody can decide here: this message goes one way, since the card of ${id} can't be posted in ${channel} of ${platforms[platform]}.${doubt}`,
    todo: todoOf(decide, id),
    link: linkOf(decide),
    rest: restOf(decide),
    isShortened: false,
  };
}

function todoOf(decide: DecideAt, id: string): string {
  switch (decide.where) {
    case 'nowhere':
      return 'It can be decided once its card can be posted; whoever runs Countersign knows.';
    case 'card':
      return 'Its card is in another channel, where it can be decided:';
    case 'app': {
      const where = inTheApp[decide.platform](id);
      if (decide.whole) return `It can be decided in the app itself: ${where.approve}`;
      return `Part of it can't be shown in the app itself, so that it can only be rejected there (${where.reject}) until its card can be posted.`;
    }
  }
}

const inTheApp = {
  slack: () => ({
    approve: 'open Countersign and its Home tab.',
    reject: 'open Countersign and its Home tab',
  }),
  teams: (id: string) => ({
    approve: `write “show ${id}”, then “approve ${id}” or “reject ${id} REASON” to Countersign.`,
    reject: `write “reject ${id} REASON” to Countersign`,
  }),
};

function linkOf(decide: DecideAt): NoticeText['link'] {
  if (decide.where === 'nowhere' || decide.link === null) return null;
  return {
    url: decide.link,
    text: decide.where === 'card' ? 'Open the card' : 'Open Countersign',
  };
}

function restOf(decide: DecideAt): string {
  if (decide.where === 'card') return 'The whole change is with the card.';
  return decide.where === 'app' && decide.whole
    ? 'The whole change is in the app.'
    : 'The whole change will be with its card, once that can be posted.';
}
