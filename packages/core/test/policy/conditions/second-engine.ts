import {
  CelScalar,
  type CelInput,
  type CelMap,
  celEnv,
  celFunc,
  celMap,
  celMethod,
  isCelError,
  mapType,
  parse,
  plan,
  run,
} from '@bufbuild/cel';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import {
  type ConditionFacts,
  type Variable,
  fieldsOf,
  variables,
} from '../../../src/policy/conditions/facts.ts';
import type { Json } from '../../../src/wire/json.ts';

const names = Object.keys(variables) as Variable[];
const group = mapType(CelScalar.STRING, CelScalar.DYN);

/** By that engine's own RE2, so that patterns have a second opinion too. */
function like(text: string, pattern: string): boolean {
  const value = run('text.matches(pattern)', { text, pattern: `\\A(?:${pattern})\\z` });
  if (typeof value !== 'boolean') throw new Error(`No pattern: ${pattern}`);
  return value;
}

const environment = celEnv({
  variables: Object.fromEntries(names.map((name) => [name, group])),
  funcs: [
    celFunc('like', [CelScalar.STRING, CelScalar.STRING], CelScalar.BOOL, like),
    celMethod('like', CelScalar.STRING, [CelScalar.STRING], CelScalar.BOOL, function (pattern) {
      return like(this, pattern);
    }),
  ],
});

/** What @bufbuild/cel makes of a condition: it checks no types before, and has no guard. */
export function secondOpinion(source: string, facts: ConditionFacts): boolean | 'error' {
  const value = plan(environment, parse(source))(bindingsOf(facts));
  if (isCelError(value)) return 'error';
  if (typeof value === 'boolean') return value;
  throw new Error(`${source} is ${typeof value}`);
}

function bindingsOf(facts: ConditionFacts): { [name: string]: CelMap } {
  return Object.fromEntries(
    names.map((name) => {
      const given = Object.entries(facts[name] ?? {}).flatMap(([field, value]) => {
        const type = fieldsOf(name)?.[field]?.type;
        // Neither what is not known nor what there is none of has a key.
        if (value === undefined || value === null) return [];
        const input = type === 'timestamp' ? timestampFromMs(Number(value)) : toCel(value as Json);
        return [[field, input] as const];
      });
      return [name, celMap(new Map<string, CelInput>(given))];
    }),
  );
}

function toCel(value: Json): CelInput {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(toCel);
  if (typeof value !== 'object' || value === null) return value;
  return celMap(new Map(Object.entries(value).map(([key, item]) => [key, toCel(item)])));
}
