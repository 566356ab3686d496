import type { ASTNode } from '@marcbachmann/cel-js';
import { didYouMean } from '../../text/did-you-mean.ts';
import { ConditionFault } from './fault.ts';
import { pathOf, textOf, walk } from './syntax.ts';

type Texts =
  | { readonly values: readonly string[] }
  | { readonly form: RegExp; readonly prefix: RegExp };
type Numbers = { readonly least: number; readonly most: number };
type Possible = (Texts | Numbers) & { readonly says: string };

/** Facts that are one of few values, or of one form: what compares them with another is a slip. */
const possible: { readonly [path: string]: Possible } = {
  'identity.proof': { values: ['api-key', 'oidc'], says: 'is "api-key" or "oidc"' },
  'time.weekday': { least: 1, most: 7, says: 'is 1 (Monday) to 7 (Sunday)' },
  'time.hour': { least: 0, most: 23, says: 'is 0 to 23' },
  'time.minute': { least: 0, most: 59, says: 'is 0 to 59' },
  'time.date': {
    form: /^\d{4}-\d\d-\d\d$/,
    // In order with a date, its beginning says as much.
    prefix: /^\d{4}(-\d\d(-\d\d)?)?$/,
    says: 'looks like "2026-12-24"',
  },
};

/** Refuses to compare a fact with what it never is, as the result would be the same for every request. */
export function checkPossible(root: ASTNode): void {
  walk(root, (node) => {
    const { op } = node;
    if (op === 'in') {
      const [fact, list] = node.args;
      if (list.op === 'list') for (const item of list.args) checkPair(fact, '==', item);
    }
    if (op === '==' || op === '!=' || op === '<' || op === '<=' || op === '>' || op === '>=') {
      const [left, right] = node.args;
      checkPair(left, op, right);
      checkPair(right, turned[op], left);
    }
  });
}

const turned = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

function checkPair(fact: ASTNode, op: keyof typeof turned, literal: ASTNode): void {
  const path = pathOf(fact)?.join('.');
  if (path === undefined || !Object.hasOwn(possible, path)) return;
  const one = possible[path];
  if (!one || canBe(one, op, literal)) return;
  const hint = 'values' in one ? didYouMean(textOf(literal) ?? '', one.values) : undefined;
  throw new ConditionFault(
    `This is the same for every request: ${path} ${one.says}.`,
    literal.range,
    hint,
  );
}

/** Whether the comparison can come out in more than one way, or is written out for its readers, such as `< 24`. */
function canBe(one: Possible, op: keyof typeof turned, literal: ASTNode): boolean {
  const isEquality = op === '==' || op === '!=';
  if ('least' in one) {
    const number = numberOf(literal);
    if (number === undefined) return true;
    if (isEquality) return number >= one.least && number <= one.most;
    if (op === '<' || op === '<=')
      return number > one.least || (op === '<=' && number === one.least);
    return number < one.most || (op === '>=' && number === one.most);
  }
  const text = textOf(literal);
  if (text === undefined) return true;
  if ('values' in one) return !isEquality || one.values.includes(text);
  return (isEquality ? one.form : one.prefix).test(text);
}

function numberOf(node: ASTNode): number | undefined {
  if (node.op === '-_') {
    const number = numberOf(node.args);
    return number === undefined ? undefined : -number;
  }
  if (node.op !== 'value') return undefined;
  return typeof node.args === 'bigint' || typeof node.args === 'number'
    ? Number(node.args)
    : undefined;
}
