import { describe, expect, it } from 'vitest';
import { faultOf } from './support.ts';

const longest = `request.reason == "${'a'.repeat(2_048 - 20)}"`;

describe('the source of a condition', () => {
  it('has 2 KB at most', () => {
    expect(longest).toHaveLength(2_048);
    expect(faultOf(longest)).toBe('ok');
    expect(faultOf(`${longest} `)).toBe('A condition has at most 2048 bytes.');
  });

  it('is counted in bytes', () => {
    expect(faultOf(`request.reason == "${'é'.repeat(1_100)}"`)).toBe(
      'A condition has at most 2048 bytes.',
    );
  });

  it('is counted before anything reads it', () => {
    expect(faultOf('('.repeat(1_000_000))).toBe('A condition has at most 2048 bytes.');
  });

  it('is well-formed text', () => {
    expect(faultOf('request.reason == "\ud800"')).toBe(
      'The condition holds half of a surrogate pair.',
    );
  });

  it.each([
    ['nodes', `${'!'.repeat(600)}true`],
    ['levels', `${'('.repeat(33)}true${')'.repeat(33)}`],
    ['literals in a list', `1 in [${'1,'.repeat(201)}]`],
  ])('has a bound on its %s', (_what, source) => {
    expect(faultOf(source)).toMatch(/A condition has no more than \d+ of these\.$/);
  });
});
