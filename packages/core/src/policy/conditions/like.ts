import type { ASTNode } from '@marcbachmann/cel-js';
import { RE2JS } from 're2js';
import { visible } from '../../text/visible.ts';
import type { Context, Evaluator } from './engine.ts';
import { ConditionFault, NoValue } from './fault.ts';
import { METER, type PreparedFacts } from './prepare.ts';

/** In UTF-16 units. */
export const MAX_PATTERN = 256;
/** Instructions: a repetition such as `(ab){500}` has many. */
const MAX_PROGRAM = 300;
/** An instruction over a character is cheaper than a step of the engine by this. */
const INSTRUCTIONS_A_STEP = 16;

/** As far as a macro needs them; the engine names no types for these. */
type Checker = {
  check(node: ASTNode, context: unknown): { readonly kind: string; readonly name: string };
  getType(name: string): unknown;
};
type Call = { args: ASTNode[]; receiver?: ASTNode | null };

/**
 * `like(text, pattern)` and `text.like(pattern)`: whether the whole text is what an RE2 pattern
 * says. The pattern is compiled when the condition is loaded.
 */
export function expandLike({ args, receiver }: Call) {
  const [text, pattern] = receiver ? [receiver, args[0]] : args;
  if (!text || !pattern) throw new Error('like() has a text and a pattern.');
  const compiled = compilePattern(pattern);
  const instructions = compiled.programSize();
  return {
    async: false,
    typeCheck(checker: Checker, _macro: unknown, context: unknown) {
      checker.check(pattern, context);
      const { kind, name } = checker.check(text, context);
      if (kind === 'dyn' || name === 'string') return checker.getType('bool');
      throw new ConditionFault(`like() looks at text, and this is ${name}.`, text.range);
    },
    evaluate(evaluator: Evaluator, _macro: unknown, context: Context): boolean {
      const value = evaluator.run(text, context);
      if (typeof value !== 'string') throw new NoValue('like() looks at text, and this is none.');
      spend(context, (value.length * instructions) / INSTRUCTIONS_A_STEP);
      return compiled.testExact(value);
    },
  };
}

function compilePattern(pattern: ASTNode): RE2JS {
  if (pattern.op !== 'value' || typeof pattern.args !== 'string') {
    throw new ConditionFault('The pattern of like() is a literal text.', pattern.range);
  }
  if (pattern.args.length > MAX_PATTERN) {
    throw new ConditionFault(
      `A pattern has at most ${MAX_PATTERN} characters, this one has ${pattern.args.length}.`,
      pattern.range,
    );
  }
  const compiled = compileRe2(pattern.args);
  if (typeof compiled === 'string') {
    throw new ConditionFault(`This is not a pattern of RE2: ${compiled}.`, pattern.range);
  }
  if (compiled.programSize() > MAX_PROGRAM) {
    throw new ConditionFault('This pattern repeats too much.', pattern.range);
  }
  return compiled;
}

function compileRe2(pattern: string): RE2JS | string {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    return visible(said.replace(/^error parsing regexp: /, '')) || 'it can not be read';
  }
}

function spend(context: Context, steps: number): void {
  const meter = context.getValue(METER) as PreparedFacts['meter'];
  meter.left -= steps;
  if (meter.left < 0) throw new NoValue('Its patterns are too much work for these facts.');
}
