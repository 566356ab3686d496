import { readFileSync } from 'node:fs';
import { type Compiled, compileCondition } from '../../../src/policy/conditions/condition.ts';
import type { Condition } from '../../../src/policy/conditions/condition.ts';
import type { ConditionFacts } from '../../../src/policy/conditions/facts.ts';
import { prepareFacts } from '../../../src/policy/conditions/prepare.ts';

export function vectors<T>(name: string): T[] {
  const file = new URL(`./vectors/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as T[];
}

export function compiled(source: string): Condition {
  const result = compileCondition(source);
  if (!result.ok) throw new Error(`${source}: ${result.message}`);
  return result.condition;
}

export function valueOf(source: string, facts: ConditionFacts): boolean | 'error' {
  const result = compiled(source).evaluate(prepareFacts(facts));
  return result.ok ? result.value : 'error';
}

export function errorOf(source: string, facts: ConditionFacts): string {
  const result = compiled(source).evaluate(prepareFacts(facts));
  return result.ok ? `it is ${result.value}` : result.message;
}

/** `1:8 message hint`, as a fault is told; `ok` for a condition. */
export function faultOf(source: string): string {
  return told(compileCondition(source));
}

function told(result: Compiled): string {
  if (result.ok) return 'ok';
  const { at, message, hint } = result;
  return [at && `${at.line}:${at.column}`, message, hint].filter(Boolean).join(' ');
}
