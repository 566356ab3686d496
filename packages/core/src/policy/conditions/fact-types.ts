import { NoValue } from './fault.ts';
import { type Fact, type Variable, fieldsOf, variables } from './facts.ts';

/** A fact that a condition may read, and its place among those of its variable. */
export type Place = { variable: Variable; field: string; at: number; path: string; fact: Fact };

export const places: readonly Place[] = variableNames().flatMap((variable) =>
  Object.entries<Fact>(fieldsOf(variable) ?? {}).map(([field, fact], at) => ({
    variable,
    field,
    at,
    path: `${variable}.${field}`,
    fact,
  })),
);

/** The facts of a variable, by their places. */
export type FactGroup = { readonly values: unknown[] };

/**
 * One type a variable: the engine looks fields up by the constructor. A fact without a value throws
 * what it lacks, so that neither `has()` nor a comparison takes it for anything.
 */
export const groupTypes = Object.fromEntries(
  variableNames().map((variable) => [variable, groupType(variable)]),
) as { readonly [V in Variable]: ReturnType<typeof groupType> };

/** The fields are of the type, not of each object: the engine reads them a thousand times a verdict. */
function groupType(variable: Variable) {
  class Group implements FactGroup {
    readonly values: unknown[] = [];
  }
  for (const { field, at } of places.filter((place) => place.variable === variable)) {
    Object.defineProperty(Group.prototype, field, {
      get(this: Group) {
        const value = this.values[at];
        if (value instanceof NoValue) throw value;
        return value;
      },
    });
  }
  return Group;
}

function variableNames(): Variable[] {
  return Object.keys(variables) as Variable[];
}
