import type { JsonObject } from './json.ts';

/** A refusal of the Web API: HTTP 200 with `ok: false`, as Slack does it. */
export class SlackError extends Error {
  readonly code: string;
  readonly details: JsonObject;

  constructor(code: string, details: JsonObject = {}) {
    super(`Slack answers ${code}.`);
    this.name = 'SlackError';
    this.code = code;
    this.details = details;
  }
}
