import type { ASTNode } from '@marcbachmann/cel-js';
import { didYouMean } from '../../text/did-you-mean.ts';
import { quote } from '../../text/quote.ts';
import { ConditionFault } from './fault.ts';
import { isDuration, isTimestamp } from './moment.ts';
import { loopNames, loopOf, textOf } from './syntax.ts';

/** How many arguments a function has, called alone and as a method; the rest of CEL's is refused. */
const functions: { readonly [name: string]: { readonly call?: number; readonly method?: number } } =
  {
    has: { call: 1 },
    size: { call: 1, method: 0 },
    startsWith: { method: 1 },
    endsWith: { method: 1 },
    contains: { method: 1 },
    like: { call: 2, method: 1 },
    timestamp: { call: 1 },
    duration: { call: 1 },
  };

const names = [...Object.keys(functions), ...loopNames];

const instead: { readonly [name: string]: string } = {
  matches:
    'Use like(): it takes a pattern of RE2 for the whole text, ".*" included where it is wanted.',
  getHours: 'Use time.hour.',
  getMinutes: 'Use time.minute.',
  getDayOfWeek: 'Use time.weekday.',
  getDate: 'Use time.date.',
};

/** Refuses what is not one of the few functions and literals that every engine takes alike. */
export function checkWords(node: ASTNode): void {
  if (node.op === 'call') return checkFunction(node, node.args[0], 'call', node.args[1]);
  if (node.op === 'rcall') {
    if (!loopOf(node)) checkFunction(node, node.args[0], 'method', node.args[2]);
    return;
  }
  if (node.op === 'value') checkLiteral(node);
  if (node.op === 'map') throw new ConditionFault('A condition has no map literals.', node.range);
}

function checkFunction(
  node: ASTNode,
  name: string,
  how: 'call' | 'method',
  args: readonly ASTNode[],
): void {
  const known = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (known?.[how] === args.length) return checkMoment(name, args[0]);
  if (known || loopNames.includes(name)) {
    throw new ConditionFault(`${name}() is not called in this way.`, node.range);
  }
  const hint =
    (Object.hasOwn(instead, name) ? instead[name] : undefined) ?? didYouMean(name, names);
  throw new ConditionFault(`A condition has no function ${quote(name)}.`, node.range, hint);
}

function checkMoment(name: string, argument: ASTNode | undefined): void {
  const text = textOf(argument) ?? '';
  if (name === 'timestamp' && !isTimestamp(text)) {
    throw new ConditionFault(
      'timestamp() has a literal text from 1970 to 2999, such as "2026-12-24T00:00:00Z", to the millisecond at most.',
      argument?.range,
    );
  }
  if (name === 'duration' && !isDuration(text)) {
    throw new ConditionFault(
      'duration() has a literal text of whole h, m, s and ms, such as "1h30m", of at most 8784h.',
      argument?.range,
    );
  }
}

const MAX_INT = 9_223_372_036_854_775_807n;
const MAX_DOUBLE = 2 ** 53 - 1;

function checkLiteral(node: ASTNode & { op: 'value' }): void {
  const value = node.args;
  if (typeof value === 'bigint') {
    if (value <= MAX_INT) return;
    throw new ConditionFault('This number is larger than any int (64 bits).', node.range);
  }
  if (typeof value === 'number' && value > MAX_DOUBLE) {
    throw new ConditionFault('A number with a fraction is less than 2^53.', node.range);
  }
  if (typeof value === 'object' && value !== null) {
    throw new ConditionFault('A condition has no bytes and no unsigned numbers.', node.range);
  }
}
