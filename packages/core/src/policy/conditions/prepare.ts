import {
  type ConditionFacts,
  type Fact,
  type FactType,
  type Variable,
  fieldsOf,
  variables,
} from './facts.ts';
import { NoValue } from './fault.ts';
import { type Prepared, prepareValue } from './prepare-value.ts';

/** Facts in the types of CEL, for any number of conditions. Made by {@link prepareFacts} only. */
export type PreparedFacts = {
  readonly context: { readonly [name: string]: object };
  /** What `like()` may still spend in the evaluation that runs. */
  readonly meter: { left: number };
  /** Entries of a list or map, by path; of a nested value, all that are in it. */
  readonly sizes: { readonly [path: string]: number };
  /** The largest of the sizes. */
  readonly largest: number;
  /** UTF-16 units of the longest text. */
  readonly longestText: number;
};

/** The name of the meter in the context: no identifier of CEL. */
export const METER = '#meter';

/**
 * One type a variable: the engine looks fields up by the constructor. A fact without a value throws
 * what it lacks, so that neither `has()` nor a comparison takes it for anything.
 */
export const groupTypes = Object.fromEntries(
  variableNames().map((variable) => [
    variable,
    class FactGroup {
      [field: string]: unknown;
    },
  ]),
) as { readonly [V in Variable]: new () => { [field: string]: unknown } };

/** Converts each fact once; never throws. A fact of another type or size than said is not known. */
export function prepareFacts(facts: ConditionFacts): PreparedFacts {
  const context: { [name: string]: object } = {};
  const sizes: { [path: string]: number } = {};
  let longestText = 0;
  for (const variable of variableNames()) {
    const group = new groupTypes[variable]();
    const given: { readonly [field: string]: unknown } = facts[variable] ?? {};
    for (const [field, fact] of Object.entries<Fact>(fieldsOf(variable) ?? {})) {
      const path = `${variable}.${field}`;
      const prepared = prepareFact(
        path,
        fact,
        Object.hasOwn(given, field) ? given[field] : undefined,
      );
      if (prepared instanceof NoValue) {
        defineUnknown(group, field, prepared);
        continue;
      }
      group[field] = prepared.value;
      sizes[path] = prepared.size;
      longestText = Math.max(longestText, prepared.longestText);
    }
    context[variable] = group;
  }
  const meter = { left: 0 };
  context[METER] = meter;
  return { context, meter, sizes, largest: Math.max(0, ...Object.values(sizes)), longestText };
}

const NONE: Prepared = { value: undefined, size: 0, longestText: 0 };

function prepareFact(path: string, fact: Fact, value: unknown): Prepared | NoValue {
  if (value === undefined) return unknownFacts.get(path) ?? new NoValue(notKnown(path));
  if (value === null && fact.optional) return NONE;
  const prepared = prepareValue(fact.type satisfies FactType, value);
  return typeof prepared === 'string' ? new NoValue(`"${path}" ${prepared}`) : prepared;
}

function notKnown(path: string): string {
  return `"${path}" is not known for this request.`;
}

// Made once: an error costs ten times what a condition does.
const unknownFacts: ReadonlyMap<string, NoValue> = new Map(
  variableNames().flatMap((variable) =>
    Object.keys(variables[variable]).map((field) => {
      const path = `${variable}.${field}`;
      return [path, new NoValue(notKnown(path))] as const;
    }),
  ),
);

function defineUnknown(group: object, field: string, fault: NoValue): void {
  Object.defineProperty(group, field, {
    get() {
      throw fault;
    },
  });
}

function variableNames(): Variable[] {
  return Object.keys(variables) as Variable[];
}
