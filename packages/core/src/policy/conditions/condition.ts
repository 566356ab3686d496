import { type ASTNode, type ParseResult, parse } from './engine.ts';
import { readDirectly } from './fact-reads.ts';
import { ConditionFault, positionOf } from './fault.ts';
import { checkNames } from './names.ts';
import { checkOperands } from './operands.ts';
import { checkPossible } from './possible.ts';
import type { PreparedFacts } from './prepare.ts';
import { reasonOf, refusalOf } from './sentences.ts';
import { callDirectly } from './text-methods.ts';
import { MAX_WORK, estimate } from './work.ts';

/** In bytes of UTF-8. */
export const MAX_SOURCE = 2_048;

/** A condition that holds: it reads facts that there are, and is true or false. */
export type Condition = {
  readonly source: string;
  /** Paths of the facts that it may read, such as `change.files`. */
  readonly needs: ReadonlySet<string>;
  /** Never throws. No value is an error of the condition over these facts: never take it for true or false. */
  evaluate(facts: PreparedFacts): ConditionResult;
};

export type ConditionResult =
  | { readonly ok: true; readonly value: boolean }
  | { readonly ok: false; readonly message: string };

export type Compiled =
  | { readonly ok: true; readonly condition: Condition }
  | {
      readonly ok: false;
      readonly message: string;
      readonly hint?: string;
      /** In the source of the condition, both from 1. */
      readonly at?: { readonly line: number; readonly column: number };
    };

/**
 * Reads a condition in CEL (github.com/google/cel-spec), less what engines disagree about or what
 * has no bound on its work. Never throws. The language: docs/guides/conditions.md.
 */
export function compileCondition(source: string): Compiled {
  try {
    checkSource(source);
    const program = parse(source);
    const needs = checkNames(program.ast);
    checkType(program);
    checkOperands(program.ast);
    checkPossible(program.ast);
    callDirectly(program.ast);
    readDirectly(program.ast);
    return { ok: true, condition: new Program(source, needs, program.ast) };
  } catch (error) {
    const { message, hint, start } = refusalOf(error);
    return {
      ok: false,
      message,
      ...(hint !== undefined && { hint }),
      ...(start !== undefined && { at: positionOf(source, start) }),
    };
  }
}

function checkSource(source: string): void {
  if (source.length > MAX_SOURCE || new TextEncoder().encode(source).length > MAX_SOURCE) {
    throw new ConditionFault(`A condition has at most ${MAX_SOURCE} bytes.`);
  }
  if (!source.isWellFormed()) {
    throw new ConditionFault('The condition holds half of a surrogate pair.');
  }
}

function checkType(program: ParseResult): void {
  const { valid, type, error } = program.check();
  if (!valid) throw error ?? new ConditionFault('This condition can not be read.');
  if (type === 'bool') return;
  const hint = type === 'dyn' ? 'Compare it: == true.' : undefined;
  throw new ConditionFault(
    `A condition is true or false, and this is ${type}.`,
    program.ast.range,
    hint,
  );
}

const HOLDS: ConditionResult = Object.freeze({ ok: true, value: true });
const FAILS: ConditionResult = Object.freeze({ ok: true, value: false });

/** Not a closure: a thousand of these are read for a verdict, and each takes a place in the cache. */
class Program implements Condition {
  readonly source: string;
  readonly needs: ReadonlySet<string>;
  readonly #checked: ASTNode;
  readonly #stepsFor: ReturnType<typeof estimate>;

  constructor(source: string, needs: ReadonlySet<string>, checked: ASTNode) {
    this.source = source;
    this.needs = needs;
    this.#checked = checked;
    this.#stepsFor = estimate(checked);
  }

  evaluate(facts: PreparedFacts): ConditionResult {
    facts.meter.left = MAX_WORK - (this.#stepsFor?.(facts) ?? 0);
    if (facts.meter.left < 0) {
      return { ok: false, message: 'This condition is too much work for these facts.' };
    }
    try {
      const value = facts.evaluation.run(this.#checked);
      if (value === true) return HOLDS;
      if (value === false) return FAILS;
      return { ok: false, message: 'This condition is neither true nor false for these facts.' };
    } catch (error) {
      return { ok: false, message: reasonOf(error) };
    }
  }
}
