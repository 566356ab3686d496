import type { Credential } from '@countersign/core/wire/credential-types';
import { CountersignError } from './error.ts';
import { isInstant, isObject } from './view.ts';

/** Takes an answer only if it is of this target and has all that its kind has. By hand, as `readView`. */
export function readCredential(value: unknown, target: string): Credential {
  if (isCredential(value) && value.target === target) return value;
  throw new CountersignError(
    'bad_answer',
    `The service answered with something that does not open ${target}. Nothing runs.`,
  );
}

const texts: { [kind: string]: string[] } = {
  postgres: ['host', 'user', 'password', 'database'],
  ssh: ['certificate'],
  secret: ['jwe', 'env'],
};

function isCredential(value: unknown): value is Credential {
  if (!isObject(value)) return false;
  const kind = String(value['kind']);
  const needed = Object.hasOwn(texts, kind) ? texts[kind] : undefined;
  return (
    needed !== undefined &&
    [...needed, 'id', 'grant', 'target'].every((name) => isLine(value[name])) &&
    isInstant(value['closesAt']) &&
    (kind !== 'postgres' || Number.isSafeInteger(value['port'])) &&
    (value['sslmode'] === undefined || isLine(value['sslmode']))
  );
}

/** What goes into an environment is one line. */
function isLine(value: unknown): boolean {
  return typeof value === 'string' && !/\p{Cc}/u.test(value);
}
