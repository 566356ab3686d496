import { isObject, type JsonObject } from '../json.ts';
import type { MessageMetadata } from '../messages.ts';
import { SlackError } from '../slack-error.ts';
import { jsonArg } from './args.ts';

/**
 * `metadata` of a post or an update: undefined where nothing is said of it, null for the empty
 * object that removes it. Source: https://docs.slack.dev/reference/methods/chat.update
 */
export function metadataArg(args: JsonObject): MessageMetadata | null | undefined {
  const value = jsonArg(args, 'metadata', 'invalid_metadata_format');
  if (value === undefined) return undefined;
  if (!isObject(value)) throw new SlackError('invalid_metadata_format');
  if (Object.keys(value).length === 0) return null;
  const { event_type, event_payload } = value;
  if (typeof event_type !== 'string' || event_type === '' || !isObject(event_payload)) {
    throw new SlackError('invalid_metadata_schema');
  }
  return isNamedWell(event_type) ? { event_type, event_payload } : undefined;
}

/** Metadata with a wrong name is left out, and the answer warns of it. */
export function metadataWarning(args: JsonObject): JsonObject {
  const value = jsonArg(args, 'metadata', 'invalid_metadata_format');
  const name = isObject(value) ? value['event_type'] : undefined;
  if (typeof name !== 'string' || isNamedWell(name)) return {};
  const warning = 'invalid_metadata_schema';
  return { warning, response_metadata: { warnings: [warning] } };
}

/** Source: https://docs.slack.dev/messaging/message-metadata */
const isNamedWell = (name: string) => /^[A-Za-z0-9_-]+$/.test(name);
