import { describe, expect, it } from 'vitest';
import { validateMessage, validateView, type Violation } from '../../src/blocks/validate.ts';
import { fill, readVectors, type Vector } from './vectors.ts';

const validate = ({ message, view }: Pick<Vector, 'message' | 'view'>): Violation[] =>
  message === undefined ? validateView(view) : validateMessage(message);

const filled = (vector: Vector, times: number) => fill(vector, times) as Vector;

describe('what Slack takes', () => {
  const vectors = [...readVectors('valid.json'), ...readVectors('valid-beyond-types.json')];
  it.each(vectors)('$name', (vector) => {
    expect(validate(vector)).toEqual([]);
  });
});

describe('what Slack refuses', () => {
  const vectors = readVectors<Vector & { violations: Violation[] }>('invalid.json');
  it.each(vectors)('$name', (vector) => {
    expect(validate(filled(vector, 0))).toEqual(vector.violations);
  });
});

describe('the limit holds, and one more is refused', () => {
  const vectors = readVectors<Vector & { limit: number; path: string }>('limits.json');
  it.each(vectors)('$limit: $name', (vector) => {
    expect(validate(filled(vector, vector.limit))).toEqual([]);
    const refused = validate(filled(vector, vector.limit + 1));
    expect(refused.map((violation) => violation.path)).toEqual([vector.path]);
  });
});
