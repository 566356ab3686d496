import type { ASTNode } from '@marcbachmann/cel-js';
import { didYouMean } from '../../text/did-you-mean.ts';
import { quote } from '../../text/quote.ts';
import { factAt, fieldsOf, variables } from './facts.ts';
import { ConditionFault } from './fault.ts';
import { formerFact } from './former.ts';
import { type Scope, loopOf, pathOf, walk } from './syntax.ts';
import { checkWords } from './vocabulary.ts';

const MAX_NESTING = 2;

/** Refuses names and functions that a condition has not; returns the paths of the facts it reads. */
export function checkNames(root: ASTNode): ReadonlySet<string> {
  const needs = new Set<string>();
  const ownersOfFields = new Set<ASTNode>();
  walk(root, (node, scope) => {
    checkWords(node);
    checkLoop(node, scope);
    if (node.op === 'call' && node.args[0] === 'has') needs.add(checkHas(node));
    const path = pathOf(node);
    if (node.op === '.' && path && isVariable(path[0])) {
      needs.add(checkField(node, path));
      ownersOfFields.add(node.args[0]);
    }
    if (node.op === 'id' && !ownersOfFields.has(node)) checkName(node, scope);
  });
  return needs;
}

function isVariable(name: string): boolean {
  return fieldsOf(name) !== undefined;
}

function checkLoop(node: ASTNode, { names, ranges }: Scope): void {
  const loop = loopOf(node);
  if (!loop) return;
  if (ranges.length >= MAX_NESTING) {
    throw new ConditionFault(`Loops are nested ${MAX_NESTING} deep at most.`, node.range);
  }
  const name = loop.variable.args;
  if (isVariable(name) || names.includes(name)) {
    throw new ConditionFault(`There is a ${quote(name)} already.`, loop.variable.range);
  }
}

function checkName(node: ASTNode & { op: 'id' }, { names }: Scope): void {
  if (names.includes(node.args)) return;
  if (isVariable(node.args)) {
    throw new ConditionFault(
      `${quote(node.args)} is read by its fields, such as ${node.args}.${Object.keys(fieldsOf(node.args) ?? {})[0]}.`,
      node.range,
    );
  }
  const hint = didYouMean(node.args, [...Object.keys(variables), ...names]);
  throw new ConditionFault(`There is no variable ${quote(node.args)}.`, node.range, hint);
}

function checkField(node: ASTNode, [variable, field]: readonly [string, string]): string {
  if (factAt(variable, field)) return `${variable}.${field}`;
  const gone = formerFact(`${variable}.${field}`);
  if (gone) throw new ConditionFault(gone.message, at(node), gone.hint);
  const hint = didYouMean(field, Object.keys(fieldsOf(variable) ?? {}));
  throw new ConditionFault(`${quote(variable)} has no field ${quote(field)}.`, at(node), hint);
}

/** The engine takes any name here, and says false for one that it doesn't know. */
function checkHas(call: ASTNode & { op: 'call' }): string {
  const [named] = call.args[1];
  const inMap = named?.op === '.' ? pathOf(named.args[0]) : undefined;
  const path = (named && pathOf(named)) ?? inMap;
  if (!named || !path || !isVariable(path[0])) {
    throw new ConditionFault(
      'has() asks for an optional field or for a key of a map, such as has(identity.labels.team).',
      call.range,
      'For a key of something else, use "in".',
    );
  }
  const needed = checkField(inMap && named.op === '.' ? named.args[0] : named, path);
  const fact = factAt(...path);
  if (inMap ? fact?.type.startsWith('map') : fact?.optional) return needed;
  throw new ConditionFault(
    inMap ? `${quote(needed)} is not a map.` : `${quote(needed)} is always there.`,
    named.range,
  );
}

/** The engine has the place of the field itself in `pos`. */
function at({ pos, end }: ASTNode): { start: number; end: number } {
  return { start: pos, end };
}
