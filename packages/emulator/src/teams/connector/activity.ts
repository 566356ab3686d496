import { isObject, type JsonObject } from '../../json.ts';
import { describeViolation, validateCard } from '../cards/validate.ts';
import { adaptiveCard } from '../messages.ts';
import { Refusal, usualRefusal } from '../refusal.ts';
import type { Teams } from '../teams.ts';

/** Bytes of the whole message as UTF-16. Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages */
const maxMessageBytes = 100 * 1024;

const attachmentTypes = new Set([
  adaptiveCard,
  'application/vnd.microsoft.card.hero',
  'application/vnd.microsoft.card.thumbnail',
  'application/vnd.microsoft.card.list',
  'application/vnd.microsoft.teams.card.list',
  'application/vnd.microsoft.teams.card.o365connector',
  'application/vnd.microsoft.card.signin',
  'application/vnd.microsoft.card.oauth',
  'application/vnd.microsoft.teams.file.download.info',
  'application/vnd.microsoft.teams.card.file.consent',
]);

/** What a bot sends, or the refusal Teams gives. */
export function readActivity(teams: Teams, body: unknown): JsonObject {
  if (!isObject(body)) throw bad('BadSyntax', 'Error while reading the request body.');
  if (JSON.stringify(body).length * 2 > maxMessageBytes) throw usualRefusal('connector', 413);
  const { type = 'message', attachments = [], text = '' } = body;
  if (type === 'typing') return { ...body, type };
  if (type !== 'message') throw bad('BadArgument', `Unknown activity type ${String(type)}`);
  if (typeof text !== 'string') throw bad('BadSyntax', "'text' must be a string");
  if (!Array.isArray(attachments)) throw bad('BadSyntax', "'attachments' must be an array");
  if (text.trim() === '' && attachments.length === 0) {
    const why = "Activity must include non empty 'text' field or at least 1 attachment";
    throw bad('BadSyntax', why);
  }
  for (const attachment of attachments) checkAttachment(teams, attachment);
  return { ...body, type };
}

function checkAttachment(teams: Teams, attachment: unknown): void {
  const { contentType, content } = isObject(attachment) ? attachment : {};
  const known =
    typeof contentType === 'string' &&
    (attachmentTypes.has(contentType) || /^(image|video|audio|text)\//.test(contentType));
  if (!known) throw bad('BadArgument', 'Unknown attachment type');
  if (contentType !== adaptiveCard || !teams.checkCards) return;
  const [violation] = validateCard(content);
  if (violation !== undefined) throw bad('BadArgument', describeViolation(violation));
}

const bad = (code: string, message: string) => new Refusal(400, code, message);
