import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../json.ts';

/** Which of Microsoft's services answers: each has its own form of an error. */
export type Face = 'connector' | 'graph' | 'entra' | 'workflow';

/** Thrown where a service refuses; the face says how it looks. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly retryAfter: number | undefined;

  constructor(status: number, code: string, message: string, retryAfter?: number) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

/** Source: the status codes in https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability */
const usual: Record<number, readonly [string, string]> = {
  400: ['BadArgument', 'The request is not valid.'],
  401: ['BotNotRegistered', 'No registration found for this bot.'],
  403: ['BotNotInConversationRoster', 'The bot is not part of the conversation roster.'],
  404: ['ConversationNotFound', 'Conversation not found.'],
  412: ['PreconditionFailed', 'Precondition failed, please try again.'],
  413: ['MessageSizeTooBig', 'Message size too large.'],
  429: ['Throttled', 'Too many requests.'],
};

const usualOfGraph: Record<number, readonly [string, string]> = {
  401: ['InvalidAuthenticationToken', 'Access token is empty.'],
  403: ['Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'],
  404: ['Request_ResourceNotFound', 'The resource does not exist.'],
  429: ['TooManyRequests', 'Too many requests.'],
  503: ['ServiceUnavailable', 'The service is temporarily unavailable.'],
  504: ['GatewayTimeout', 'The server did not answer in time.'],
};

/** What a service says with a bare status. */
export function usualRefusal(face: Face, status: number): Refusal {
  const table = face === 'graph' ? usualOfGraph : usual;
  const [code, message] = table[status] ?? ['ServiceError', 'An internal error occurred.'];
  return new Refusal(status, code, message);
}

/** The body of the answer, `at` ms; gateways answer 503 and 504 with none of their own. */
export function refusalBody(face: Face, refusal: Refusal, at: number): JsonObject | undefined {
  const { status, code, message } = refusal;
  if (face === 'entra') return entraBody(refusal, at);
  if (face === 'graph') {
    const date = new Date(at).toISOString().slice(0, 19);
    const ids = { 'request-id': randomUUID(), 'client-request-id': randomUUID() };
    return { error: { code, message, innerError: { date, ...ids } } };
  }
  if (status === 503 || status === 504) return undefined;
  if (code === 'Unauthorized') return { message };
  return { error: { code, message } };
}

/** Source: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
function entraBody({ code, message }: Refusal, at: number): JsonObject {
  const trace_id = randomUUID();
  const correlation_id = randomUUID();
  const timestamp = `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const ids = `Trace ID: ${trace_id} Correlation ID: ${correlation_id} Timestamp: ${timestamp}`;
  const [, number] = /^AADSTS(\d+)/.exec(message) ?? [];
  return {
    error: code,
    error_description: `${message} ${ids}`,
    ...(number === undefined ? {} : { error_codes: [Number(number)] }),
    timestamp,
    trace_id,
    correlation_id,
    ...(number === undefined
      ? {}
      : { error_uri: `https://login.microsoftonline.com/error?code=${number}` }),
  };
}
