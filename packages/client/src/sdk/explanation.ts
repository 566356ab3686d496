import { CountersignError } from './error.ts';
import { isObject } from './view.ts';

/** What the policy says of a request that is not made yet. */
export type Explanation = {
  outcome: 'ask' | 'allow' | 'refuse';
  /** The verdict as a tree, for people. */
  text: string;
  /** Where it asks: who could approve each stage, as far as that is known. */
  stages?: { name: string; people: { name: string }[] }[];
  /** What an approval would give; left out where it gives no grant. */
  grant?: { audience: string[]; scope: string[]; targets: string[] };
};

/** By hand, as {@link readView} is. */
export function readExplanation(value: unknown): Explanation {
  if (isExplanation(value)) return value;
  throw new CountersignError(
    'bad_answer',
    'The service answered with something that is not an explanation.',
  );
}

function isExplanation(value: unknown): value is Explanation {
  if (!isObject(value)) return false;
  const { outcome, text, stages, grant } = value;
  return (
    isOutcome(outcome) &&
    typeof text === 'string' &&
    (stages === undefined || (Array.isArray(stages) && stages.every(isStage))) &&
    (grant === undefined || isGiven(grant))
  );
}

function isStage(value: unknown): boolean {
  if (!isNamed(value)) return false;
  const { people } = value;
  return Array.isArray(people) && people.every(isNamed);
}

function isGiven(value: unknown): boolean {
  if (!isObject(value)) return false;
  const lists = [value['audience'], value['scope'], value['targets']];
  return lists.every(
    (list) => Array.isArray(list) && list.every((name) => typeof name === 'string'),
  );
}

function isNamed(value: unknown): value is Record<string, unknown> {
  return isObject(value) && typeof value['name'] === 'string';
}

function isOutcome(value: unknown): boolean {
  return value === 'ask' || value === 'allow' || value === 'refuse';
}
