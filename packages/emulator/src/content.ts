import { jsonArg, stringArg } from './api/args.ts';
import { validateMessage, validateView, type Violation } from './blocks/validate.ts';
import { type Block, fillIds } from './interactive.ts';
import { isObject, type JsonObject } from './json.ts';
import { SlackError } from './slack-error.ts';

export interface Content {
  /** Undefined where the caller gave none. */
  text: string | undefined;
  blocks: Block[] | undefined;
  attachments: unknown[] | undefined;
}

/** Text and blocks as every way of posting takes them, or Slack's refusal of them. */
export function readContent(args: JsonObject): Content {
  const text = stringArg(args, 'text');
  const blocks = listArg(args, 'blocks', 'invalid_blocks_format');
  const attachments = listArg(args, 'attachments', 'invalid_attachments');
  const attachmentsAlone = text === undefined && !blocks?.length && attachments?.length;
  if (!attachmentsAlone) refuse(validateMessage({ text, blocks }));
  return { text, blocks: blocks && fillIds(blocks), attachments };
}

/** A view definition that Slack would show. */
export function readView(args: JsonObject, type: 'modal' | 'home'): JsonObject {
  const view = jsonArg(args, 'view', 'invalid_arguments');
  if (isObject(view) && view['type'] === type) {
    refuseInvalidView(view);
    return view;
  }
  throw new SlackError('invalid_arguments', {
    response_metadata: {
      messages: [`[ERROR] must be a view of type ${type} [json-pointer:/view/type]`],
    },
  });
}

export function refuseInvalidView(view: JsonObject): void {
  refuse(validateView(view), '/view');
}

/** The first violation names the error; all of them are told. */
function refuse(violations: readonly Violation[], root = ''): void {
  const [first] = violations;
  if (first === undefined) return;
  const lines = violations.map(({ path, message }) => `${message} [json-pointer:${root}${path}]`);
  throw new SlackError(first.error, {
    errors: lines,
    response_metadata: { messages: lines.map((line) => `[ERROR] ${line}`) },
  });
}

function listArg(args: JsonObject, name: string, refusal: string): unknown[] | undefined {
  const value = jsonArg(args, name, refusal);
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw new SlackError(refusal);
  return value;
}
