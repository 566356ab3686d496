import { CountersignError } from './error.ts';
import { isObject } from './view.ts';

/** What the policy says of a request that is not made yet. */
export type Explanation = {
  outcome: 'ask' | 'allow' | 'refuse';
  /** The verdict as a tree, for people. */
  text: string;
  /** Where it asks: who could approve each stage, as far as that is known. */
  stages?: { name: string; people: { name: string }[] }[];
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
  const { outcome, text, stages } = value;
  return (
    isOutcome(outcome) &&
    typeof text === 'string' &&
    (stages === undefined || (Array.isArray(stages) && stages.every(isStage)))
  );
}

function isStage(value: unknown): boolean {
  if (!isNamed(value)) return false;
  const { people } = value;
  return Array.isArray(people) && people.every(isNamed);
}

function isNamed(value: unknown): value is Record<string, unknown> {
  return isObject(value) && typeof value['name'] === 'string';
}

function isOutcome(value: unknown): boolean {
  return value === 'ask' || value === 'allow' || value === 'refuse';
}
