import { z } from 'zod';
import { duplicateIds, focusRivals, messageWeight, typeTotals } from './across.ts';
import { surfaces } from './blocks.ts';
import { limits } from './limits.ts';
import { codePoints } from './text.ts';
import { viewShape } from './views.ts';
import { type ApiError, pointer, type Violation, violations } from './violation.ts';

export type { Violation } from './violation.ts';

const messageBlocks = z.array(surfaces.message).max(limits.messageBlocks);

/**
 * What Slack would refuse in a message, empty when it would take it. Paths start at the message:
 * `/blocks/3/elements/0/value`, `/text`. The first violation's `error` is the Web API error.
 */
export function validateMessage(message: { text?: unknown; blocks?: unknown }): Violation[] {
  const { text, blocks } = message;
  if (isEmpty(blocks)) return textViolations(text, { needed: true });
  const shape = shapeViolations('invalid_blocks', messageBlocks, blocks, ['blocks']);
  const wellShaped = Array.isArray(blocks) && shape.length === 0;
  return [
    ...shape,
    ...(wellShaped ? acrossMessage(blocks) : []),
    ...textViolations(text, { needed: false }),
  ];
}

/**
 * What Slack would refuse in a modal or Home view. Paths start at the view: `/title/text`; Slack's
 * own answers put `/view` before them.
 */
export function validateView(view: unknown): Violation[] {
  const shape = shapeViolations('invalid_arguments', viewShape, view, []);
  if (shape.length > 0) return shape;
  const { blocks } = view as { blocks: readonly unknown[] };
  const findings = [...duplicateIds(blocks), ...focusRivals(blocks)];
  return [...withError('invalid_arguments', findings), ...sizeViolations(view)];
}

const isEmpty = (blocks: unknown): boolean =>
  blocks === undefined || blocks === null || (Array.isArray(blocks) && blocks.length === 0);

function shapeViolations(
  error: ApiError,
  shape: z.ZodType,
  value: unknown,
  root: readonly string[],
): Violation[] {
  const result = shape.safeParse(value, { reportInput: true });
  return result.success ? [] : violations(error, result.error.issues, root);
}

function acrossMessage(blocks: readonly unknown[]): Violation[] {
  const found = withError('invalid_blocks', [...duplicateIds(blocks), ...typeTotals(blocks)]);
  const weight = messageWeight(blocks);
  if (weight <= limits.messageBudget) return found;
  const message = `the blocks of a message weigh ${weight} characters, more than ${limits.messageBudget}`;
  return [...found, { path: '/blocks', message, error: 'msg_blocks_too_long' }];
}

function textViolations(text: unknown, { needed }: { needed: boolean }): Violation[] {
  if (text !== undefined && text !== null && typeof text !== 'string') {
    return [{ path: '/text', message: 'must provide a string', error: 'invalid_arguments' }];
  }
  if (needed && !text?.trim()) {
    return [{ path: '/text', message: 'missing required field: text', error: 'no_text' }];
  }
  if (text && codePoints(text) > limits.messageText) {
    const message = `must be less than ${limits.messageText + 1} characters`;
    return [{ path: '/text', message, error: 'msg_too_long' }];
  }
  return [];
}

function sizeViolations(view: unknown): Violation[] {
  const bytes = Buffer.byteLength(JSON.stringify(view) ?? '');
  if (bytes <= limits.viewBytes) return [];
  const message = `a view must be no more than ${limits.viewBytes} bytes of JSON, this one has ${bytes}`;
  return [{ path: '', message, error: 'view_too_large' }];
}

const withError = (
  error: ApiError,
  findings: readonly { path: readonly (string | number)[]; message: string }[],
): Violation[] => findings.map(({ path, message }) => ({ path: pointer(path), message, error }));
