import { type Evaluation, enter } from './engine.ts';
import type { ConditionFacts, Fact, Variable } from './facts.ts';
import { NoValue } from './fault.ts';
import { groupTypes, places } from './fact-types.ts';
import { type Prepared, prepareValue } from './prepare-value.ts';

/** Facts in the types of CEL, for any number of conditions. Made by {@link prepareFacts} only. */
export type PreparedFacts = {
  readonly evaluation: Evaluation;
  /** What `like()` may still spend in the evaluation that runs. */
  readonly meter: { left: number };
  /** Entries of a list or map, by path; of a nested value, all that are in it. */
  readonly sizes: ReadonlyMap<string, number>;
  /** The largest of the sizes. */
  readonly largest: number;
  /** UTF-16 units of the longest text. */
  readonly longestText: number;
};

/** The name of the meter in the context: no identifier of CEL. */
export const METER = '#meter';

const allPaths: ReadonlySet<string> = new Set(places.map(({ path }) => path));

/**
 * Converts each fact once, of those that conditions `need`; never throws. A fact of another type or
 * size than said is not known.
 */
export function prepareFacts(
  facts: ConditionFacts,
  needs: ReadonlySet<string> = allPaths,
): PreparedFacts {
  const context: { [name: string]: object } = {};
  const sizes = new Map<string, number>();
  let [longestText, largest] = [0, 0];
  let group = new groupTypes.identity();
  for (const { variable, field, at, path, fact } of places) {
    if (at === 0) context[variable] = group = new groupTypes[variable]();
    const prepared = prepareFact(
      path,
      fact,
      needs.has(path) ? given(facts, variable, field) : undefined,
    );
    if (prepared instanceof NoValue) {
      group.values.push(prepared);
      continue;
    }
    group.values.push(prepared.value);
    if (prepared.size > 0) sizes.set(path, prepared.size);
    largest = Math.max(largest, prepared.size);
    longestText = Math.max(longestText, prepared.longestText);
  }
  const meter = { left: 0 };
  context[METER] = meter;
  return { evaluation: enter(context), meter, sizes, largest, longestText };
}

/** Nothing that is inherited is a fact. */
function given(facts: ConditionFacts, variable: Variable, field: string): unknown {
  const all: { readonly [field: string]: unknown } = facts[variable] ?? {};
  return Object.hasOwn(all, field) ? all[field] : undefined;
}

const NONE: Prepared = { value: undefined, size: 0, longestText: 0 };

function prepareFact(path: string, fact: Fact, value: unknown): Prepared | NoValue {
  if (value === undefined) return unknownFacts.get(path) ?? new NoValue(notKnown(path));
  if (value === null && fact.optional) return NONE;
  const prepared = prepareValue(fact.type, value);
  return typeof prepared === 'string' ? new NoValue(`"${path}" ${prepared}`) : prepared;
}

function notKnown(path: string): string {
  return `"${path}" is not known for this request.`;
}

// Made once: an error costs ten times what a condition does.
const unknownFacts: ReadonlyMap<string, NoValue> = new Map(
  places.map(({ path }) => [path, new NoValue(notKnown(path))] as const),
);
