import type { RequestView } from '@countersign/core/wire/types';
import { isDigest } from '@countersign/core/digest';
import { CountersignError } from './error.ts';

const statuses = new Set(['pending', 'approved', 'rejected', 'expired', 'withdrawn']);

/**
 * Takes an answer for a request only if it says, in the expected form, all that a decision hangs on.
 * By hand, since a schema library would be most of what a CI job has to download.
 */
export function readView(value: unknown, id?: string): RequestView {
  if (isView(value) && (id === undefined || value.id === id)) return value;
  throw new CountersignError(
    'bad_answer',
    `The service answered with something that is not ${id === undefined ? 'a request' : `the request ${id}`}. Nothing was approved.`,
  );
}

export function readPage(value: unknown): { items: RequestView[]; next?: string } {
  const { items, next } = isObject(value) ? value : {};
  if (!Array.isArray(items)) {
    throw new CountersignError(
      'bad_answer',
      'The service answered with something that is not a list.',
    );
  }
  const views = items.map((item) => readView(item));
  return typeof next === 'string' ? { items: views, next } : { items: views };
}

function isView(value: unknown): value is RequestView {
  if (!isObject(value)) return false;
  const texts = ['id', 'action', 'resource', 'environment', 'explanation'];
  return (
    texts.every((name) => typeof value[name] === 'string') &&
    typeof value['status'] === 'string' &&
    statuses.has(value['status']) &&
    isDigest(value['digest']) &&
    isInstant(value['createdAt']) &&
    isInstant(value['expiresAt']) &&
    isNamed(value['identity']) &&
    everyItem(value['stages'], isStage) &&
    everyItem(value['cards'], isCard) &&
    everyItem(value['routes'], isCard) &&
    (value['decision'] === undefined || isDecision(value['decision'])) &&
    (value['started'] === undefined || isDated(value['started'])) &&
    (value['outcome'] === undefined || isDated(value['outcome'])) &&
    (value['grant'] === undefined || isGrantView(value['grant']))
  );
}

function isStage(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value['name'] === 'string' &&
    typeof value['state'] === 'string' &&
    typeof value['quorum'] === 'number' &&
    typeof value['missing'] === 'number' &&
    everyItem(value['groups'], (group) => typeof group === 'string') &&
    everyItem(value['approvals'], isApproval)
  );
}

function isApproval(value: unknown): boolean {
  return isObject(value) && isNamed(value['person']) && isInstant(value['at']);
}

function isCard(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value['platform'] === 'string' &&
    typeof value['channel'] === 'string' &&
    (value['link'] === undefined || typeof value['link'] === 'string')
  );
}

function isDecision(value: unknown): boolean {
  return isObject(value) && isInstant(value['at']) && everyItem(value['by'], isNamed);
}

function isGrantView(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { status, audience, uses, expiresAt, revoked } = value;
  return (
    typeof status === 'string' &&
    everyItem(audience, (name) => typeof name === 'string') &&
    isObject(uses) &&
    [uses['used'], uses['most']].every((count) => typeof count === 'number') &&
    (expiresAt === undefined || isInstant(expiresAt)) &&
    (revoked === undefined || (isObject(revoked) && typeof revoked['why'] === 'string'))
  );
}

function isDated(value: unknown): boolean {
  return isObject(value) && isInstant(value['at']);
}

export function isInstant(value: unknown): boolean {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}

function isNamed(value: unknown): boolean {
  return isObject(value) && typeof value['name'] === 'string';
}

function everyItem(value: unknown, check: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every((item) => check(item));
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
