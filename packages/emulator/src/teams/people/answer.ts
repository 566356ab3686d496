import { isObject, type JsonObject, text } from '../../json.ts';
import { describeViolation, validateCard } from '../cards/validate.ts';
import type { TeamsDelivery } from '../delivery.ts';
import { adaptiveCard, type TeamsMessage } from '../messages.ts';
import type { Teams } from '../teams.ts';

const message = 'application/vnd.microsoft.activity.message';

/** What the client shows where the bot's answer is of no use. */
const unreachable = 'Unable to reach app. Please try again.';
const wentWrong = 'Something went wrong. Please try again.';

/**
 * Shows one person what the bot answered to their `adaptiveCard/action`.
 * Source: https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format
 */
export function showAnswer(
  teams: Teams,
  person: string,
  shownIn: TeamsMessage | undefined,
  delivery: TeamsDelivery,
): TeamsDelivery {
  const place = { person, conversation: shownIn?.conversation ?? '', message: shownIn?.id ?? '' };
  const notice = (words: string) => teams.views.notice({ ...place, text: words });
  const failed = (error: string, words: string): TeamsDelivery => {
    notice(words);
    return { ...delivery, ok: false, error };
  };
  if (delivery.error !== undefined) return failed(delivery.error, unreachable);
  const { body } = delivery;
  if (!isObject(body)) return failed('empty_response', wentWrong);
  const { statusCode = 200, type, value } = body;
  if (typeof statusCode !== 'number') return failed('invalid_response', wentWrong);
  if (type === adaptiveCard && statusCode === 200) {
    const violation = teams.checkCards ? validateCard(value)[0] : undefined;
    if (violation !== undefined) return failed(describeViolation(violation), wentWrong);
    if (!isObject(value)) return failed('invalid_response', wentWrong);
    if (shownIn !== undefined) teams.views.set(shownIn, person, { card: value, at: teams.now() });
    return delivery;
  }
  if (type === message && statusCode === 200) {
    if (!text(value)) return failed('empty_response', wentWrong);
    notice(String(value));
    return delivery;
  }
  if (typeof type === 'string' && type.startsWith('application/vnd.microsoft.error')) {
    const { code = 'error', message: words } = isObject(value) ? value : ({} as JsonObject);
    return failed(String(code), text(words) ?? wentWrong);
  }
  return failed('invalid_response', wentWrong);
}
