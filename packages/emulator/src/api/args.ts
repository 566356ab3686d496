import { isObject, type JsonObject, parseJson } from '../json.ts';
import { SlackError } from '../slack-error.ts';

/**
 * Arguments from the query, a form or JSON; the body wins.
 * Source: https://docs.slack.dev/apis/web-api#slack-web-api__basics
 */
export async function readArgs(
  query: unknown,
  contentType: string,
  body: Buffer | undefined,
): Promise<JsonObject> {
  const args: JsonObject = isObject(query) ? { ...query } : {};
  if (body === undefined || body.length === 0) return args;
  if (contentType.startsWith('application/json')) {
    const json = parseJson(body.toString());
    if (json === undefined) throw new SlackError('invalid_json');
    if (!isObject(json)) throw new SlackError('json_not_object');
    return { ...args, ...json };
  }
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    return { ...args, ...Object.fromEntries(new URLSearchParams(body.toString())) };
  }
  if (contentType.startsWith('multipart/form-data')) {
    return { ...args, ...(await readForm(contentType, body)) };
  }
  throw new SlackError('invalid_post_type');
}

/** Fields as strings, files as Buffers. */
export async function readForm(contentType: string, body: Buffer): Promise<JsonObject> {
  const headers = { 'content-type': contentType };
  const form = await new Response(new Uint8Array(body), { headers }).formData().catch(() => {
    throw new SlackError('invalid_form_data');
  });
  const fields: JsonObject = {};
  for (const [name, value] of form) {
    fields[name] = typeof value === 'string' ? value : Buffer.from(await value.arrayBuffer());
  }
  return fields;
}

/** A non-empty text; forms and JSON alike. */
export function stringArg(args: JsonObject, name: string): string | undefined {
  const value = args[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function requiredArg(args: JsonObject, name: string): string {
  const value = stringArg(args, name);
  if (value !== undefined) return value;
  throw new SlackError('invalid_arguments', {
    response_metadata: { messages: [`[ERROR] missing required field: ${name}`] },
  });
}

export function flagArg(args: JsonObject, name: string): boolean | undefined {
  const value = args[name];
  if (value === undefined) return undefined;
  return value === true || value === 'true' || value === '1';
}

/** A structure given as JSON or, in forms, as a JSON text; `refusal` is the code when it is neither. */
export function jsonArg(args: JsonObject, name: string, refusal: string): unknown {
  const value = args[name];
  if (typeof value !== 'string') return value;
  if (value === '') return undefined;
  const parsed = parseJson(value);
  if (parsed === undefined) throw new SlackError(refusal);
  return parsed;
}

const defaultLimit = 100;

/** One page and the cursor of the next, empty at the end. */
export function page<T>(items: readonly T[], args: JsonObject): { items: T[]; next: string } {
  const cursor = stringArg(args, 'cursor');
  const start = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0) throw new SlackError('invalid_cursor');
  const limit = Number(stringArg(args, 'limit') ?? defaultLimit);
  if (!Number.isInteger(limit) || limit < 1) throw new SlackError('invalid_limit');
  const end = start + limit;
  const next = end < items.length ? Buffer.from(String(end)).toString('base64url') : '';
  return { items: items.slice(start, end), next };
}
