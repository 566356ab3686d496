import type { SimpleTest } from '@bufbuild/cel-spec/cel/expr/conformance/test/simple_pb.js';
import { getTestRegistry } from '@bufbuild/cel-spec/testdata/registry.js';
import { getConformanceSuite } from '@bufbuild/cel-spec/testdata/tests.js';
import type { IncrementalTestSuite } from '@bufbuild/cel-spec/testdata/tests.js';
import { Environment } from '@marcbachmann/cel-js';
import { isSame, toNative } from './values.ts';

/** The suites of the language itself: without extensions, optionals and protobuf messages. */
const core = new Set([
  'basic',
  'comparisons',
  'conversions',
  'fields',
  'fp_math',
  'integer_math',
  'lists',
  'logic',
  'macros',
  'namespace',
  'parse',
  'plumbing',
  'string',
  'timestamps',
]);

export type Case = { readonly name: string; readonly test: SimpleTest };

/** `loud` is an error where a value was due; `silent` a value where another or an error was. */
export type Outcome = 'pass' | 'loud' | 'silent';

export const cases: readonly Case[] = getConformanceSuite()
  .suites.filter(({ name }) => core.has(name))
  .flatMap((suite) => flatten(suite, ''));

function flatten({ name, suites, tests }: IncrementalTestSuite, prefix: string): Case[] {
  const here = `${prefix}${name}/`;
  return [
    ...tests.map((test) => ({ name: here + test.name, test: test.original })),
    ...suites.flatMap((suite) => flatten(suite, here)),
  ];
}

const environment = new Environment({ unlistedVariablesAreDyn: true });

export function outcomeOf({ test }: Case): Outcome {
  const wanted = test.resultMatcher;
  const wantsError = wanted.case === 'evalError' || wanted.case === 'anyEvalErrors';
  let result: unknown;
  try {
    result = evaluate(test);
  } catch {
    return wantsError ? 'pass' : 'loud';
  }
  if (wantsError) return 'silent';
  const value = wanted.case === 'typedResult' ? wanted.value.result : wanted.value;
  if (wanted.case === undefined) return result === true ? 'pass' : 'silent';
  if (value?.$typeName !== 'cel.expr.Value') return 'loud';
  return isSame(result, toNative(value, getTestRegistry())) ? 'pass' : 'silent';
}

function evaluate({ expr, bindings }: SimpleTest): unknown {
  const program = environment.parse(expr);
  const { valid, error } = program.check();
  if (!valid) throw error ?? new Error('not valid');
  const context = new Map<string, unknown>();
  for (const [name, { kind }] of Object.entries(bindings)) {
    if (kind.case !== 'value') throw new Error('a binding without a value');
    context.set(name, toNative(kind.value, getTestRegistry()));
  }
  return program(context);
}
