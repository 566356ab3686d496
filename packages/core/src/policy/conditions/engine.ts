import { type ASTNode, Environment, type ParseResult } from '@marcbachmann/cel-js';
import { type Variable, fieldsOf, variables } from './facts.ts';
import { expandLike } from './like.ts';
import { groupTypes } from './fact-types.ts';

export type { ASTNode, ParseResult };

const LIMITS = {
  maxAstNodes: 600,
  maxDepth: 32,
  maxListElements: 200,
  maxMapEntries: 200,
  maxCallArguments: 3,
};

/** Prefix of the types of the variables. */
export const FACTS = 'facts_';

const celNames: { readonly [type: string]: string } = { timestamp: 'google.protobuf.Timestamp' };

/** Evaluates what has been parsed and checked, over the facts that were entered. Throws the engine's errors. */
export type Evaluation = { run(checked: ASTNode): unknown };

/** A macro that conditions have not: it hands out what it is evaluated in. */
const ENTER = 'enter';

const environment = build();
const entering = environment.parse(`${ENTER}(true)`);
entering.check();

/** Throws the engine's ParseError, or a fault of ours. */
export function parse(source: string): ParseResult {
  return environment.parse(source);
}

/**
 * Many conditions over the same facts in one context of the engine, which would make one for each: a
 * fifth of what a verdict left behind for the collector.
 */
export function enter(context: { readonly [name: string]: object }): Evaluation {
  return entering(context) as Evaluation;
}

/** Another way to the value of a node that has been checked; the engine names no type for this. */
export function replace(
  node: ASTNode,
  evaluate: (evaluator: Evaluator, node: ASTNode, context: Context) => unknown,
): void {
  (node as unknown as { setMeta(key: 'evaluate', value: typeof evaluate): void }).setMeta(
    'evaluate',
    evaluate,
  );
}

function build(): Environment {
  const built = new Environment({ limits: LIMITS });
  for (const variable of Object.keys(variables) as Variable[]) {
    const fields = Object.entries(fieldsOf(variable) ?? {}).map(
      ([field, { type }]) => [field, celNames[type] ?? type] as const,
    );
    const typeName = `${FACTS}${variable}`;
    built.registerType(typeName, {
      ctor: groupTypes[variable],
      fields: Object.fromEntries(fields),
    });
    built.registerVariable(variable, typeName);
  }
  built.registerFunction('like(ast, ast): bool', expandLike, { async: false });
  built.registerFunction('string.like(ast): bool', expandLike, { async: false });
  built.registerFunction(`${ENTER}(ast): dyn`, expandEnter, { async: false });
  return built;
}

/** As far as the macro needs them; the engine names no types for these. */
type Checker = { getType(name: string): unknown };
export type Evaluator = { run(checked: ASTNode, context: Context): unknown };
export type Context = { getValue(name: string): unknown };

function expandEnter() {
  return {
    async: false,
    typeCheck: (checker: Checker) => checker.getType('dyn'),
    evaluate: (evaluator: Evaluator, _macro: unknown, context: Context): Evaluation => ({
      run: (checked) => evaluator.run(checked, context),
    }),
  };
}
