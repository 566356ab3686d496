import type { AdaptiveCard } from '@microsoft/teams.cards';
import { readable } from '../../chat/teams/render/activity.ts';
import { inert } from '../../chat/teams/render/text.ts';

/**
 * The body of an invoke's answer; never empty, or the client shows a banner and asks again.
 * https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format
 */
export type InvokeAnswer =
  | { statusCode: 200; type: 'application/vnd.microsoft.card.adaptive'; value: AdaptiveCard }
  | { statusCode: 200; type: 'application/vnd.microsoft.activity.message'; value: string }
  | DialogAnswer
  | {
      statusCode: 400 | 500;
      type: 'application/vnd.microsoft.error';
      value: { code: string; message: string };
    };

/** What a dialog shows: a card, or a sentence in its place. */
type DialogAnswer =
  | { task: { type: 'message'; value: string } }
  | {
      task: {
        type: 'continue';
        value: {
          title: string;
          width: 'medium';
          height: 'large' | 'small';
          card: { contentType: 'application/vnd.microsoft.card.adaptive'; content: AdaptiveCard };
        };
      };
    };

export function dialog(
  title: string,
  content: AdaptiveCard,
  height: 'large' | 'small' = 'large',
): InvokeAnswer {
  const card = { contentType: 'application/vnd.microsoft.card.adaptive', content } as const;
  return { task: { type: 'continue', value: { title, width: 'medium', height, card } } };
}

export function dialogSaying(sentence: string): InvokeAnswer {
  return { task: { type: 'message', value: inert(readable(sentence)) } };
}

export function showing(card: AdaptiveCard): InvokeAnswer {
  return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card };
}

export function saying(sentence: string): InvokeAnswer {
  const value = inert(readable(sentence));
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value };
}

export function notOurs(message: string): InvokeAnswer {
  const value = { code: 'BadRequest', message };
  return { statusCode: 400, type: 'application/vnd.microsoft.error', value };
}
