import type { SourceRange } from '@marcbachmann/cel-js';

/** Why a condition is refused when it is loaded: a sentence, a hint, and where in its source. */
export class ConditionFault extends Error {
  readonly hint: string | undefined;
  readonly start: number | undefined;
  constructor(message: string, where?: SourceRange, hint?: string) {
    super(message);
    this.name = 'ConditionFault';
    this.hint = hint;
    this.start = where?.start;
  }
}

/** Why a condition has no value for these facts. */
export class NoValue extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NoValue';
  }
}

/** Both counted from 1, the column in UTF-16 units. */
export function positionOf(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
