import type { ASTNode } from '@marcbachmann/cel-js';
import { ConditionFault } from './fault.ts';
import { type Kind, kindOf } from './kind.ts';
import { textOf, walk } from './syntax.ts';

/**
 * Refuses operations whose result the engine gets wrong for some operands, or that engines disagree
 * about. Runs over a tree that the engine has typed.
 */
export function checkOperands(root: ASTNode): void {
  walk(root, checkOperand);
}

function checkOperand(node: ASTNode): void {
  kindOf(node);
  const { op } = node;
  if (op === '==' || op === '!=') checkEquality(node);
  if (op === '<' || op === '<=' || op === '>' || op === '>=') checkOrder(node, node.args);
  if (op === '+' || op === '-' || op === '*') checkArithmetic(node, op, node.args);
  if (op === '/' || op === '%') throw new ConditionFault(`A condition has no "${op}".`, node.range);
  if (op === '-_') checkNegation(node);
  if (op === '[]') checkIndex(node);
  if (op === 'in') checkMembership(node);
}

type Pair = readonly [ASTNode, ASTNode];

function checkEquality(node: ASTNode & { op: '==' | '!=' }): void {
  if (node.args.every((side) => kindOf(side) !== 'duration')) return;
  throw new ConditionFault('Durations are compared with <, <=, > and >=.', node.range);
}

const isNumber = (kind: Kind | undefined) => kind === 'int' || kind === 'double';

function checkOrder(node: ASTNode, sides: Pair): void {
  const [left, right] = sides.map(kindOf);
  if ([left, right].some(isNumber)) return;
  if (left === 'timestamp' && right === 'timestamp') return;
  if (left === 'duration' && right === 'duration') {
    if (sides.some(isLiteralDuration)) return;
    throw new ConditionFault('A duration is compared with a duration("...").', node.range);
  }
  // The engine orders by UTF-16 units, the language by code points: with ASCII they agree.
  if (sides.some((side) => /^[\x20-\x7e]*$/.test(textOf(side) ?? '\n'))) return;
  throw new ConditionFault(
    'Order is for numbers and timestamps, and for texts of which one is an ASCII literal.',
    node.range,
  );
}

function isLiteralDuration(node: ASTNode): boolean {
  return node.op === 'call' && node.args[0] === 'duration';
}

const arithmetic: { readonly [operation: string]: readonly string[] } = {
  '+': ['int int', 'string string', 'timestamp duration'],
  '-': ['int int', 'timestamp timestamp', 'timestamp duration'],
  '*': ['int int'],
};

function checkArithmetic(node: ASTNode, operation: '+' | '-' | '*', sides: Pair): void {
  const kinds = sides.map(kindOf);
  if (arithmetic[operation]?.includes(kinds.join(' '))) return;
  const hint = kinds.includes('dyn')
    ? 'A parameter can be compared, not calculated with.'
    : undefined;
  throw new ConditionFault(`A condition has no ${kinds.join(` ${operation} `)}.`, node.range, hint);
}

function checkNegation(node: ASTNode & { op: '-_' }): void {
  if (node.args.op === 'value' && isNumber(kindOf(node.args))) return;
  throw new ConditionFault('A minus stands before a literal number only.', node.range);
}

/** The engine looks at the key of a list, and not of a map. */
function checkIndex(node: ASTNode & { op: '[]' }): void {
  const [container, key] = node.args.map(kindOf);
  if (container !== 'map' || key === 'string') return;
  throw new ConditionFault('The key of this map is a text.', node.args[1].range);
}

/** Of a map, the engine takes what can't be a key, such as null, for a key that is missing. */
function checkMembership(node: ASTNode & { op: 'in' }): void {
  const [key, container] = node.args.map(kindOf);
  if (container === 'list' || key === 'string') return;
  if (container === 'dyn' && (isNumber(key) || key === 'bool')) return;
  throw new ConditionFault('What may be the key of a map is asked for by a text.', node.range);
}
