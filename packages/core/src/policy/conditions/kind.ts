import type { ASTNode } from '@marcbachmann/cel-js';
import { FACTS } from './engine.ts';
import { ConditionFault } from './fault.ts';

/** A CEL type as far as the rules below tell them apart. */
export type Kind =
  | 'bool'
  | 'int'
  | 'double'
  | 'string'
  | 'null'
  | 'list'
  | 'map'
  | 'timestamp'
  | 'duration'
  | 'dyn';

const DURATION = 'google.protobuf.Duration';

const byName: { readonly [name: string]: Kind } = {
  bool: 'bool',
  int: 'int',
  double: 'double',
  string: 'string',
  null: 'null',
  'google.protobuf.Timestamp': 'timestamp',
  [DURATION]: 'duration',
};

/** The type that the engine's check left on the node. */
export function kindOf(node: ASTNode): Kind | undefined {
  const { checkedType } = node as {
    checkedType?: { readonly kind: string; readonly name: string };
  };
  const { kind, name = '' } = checkedType ?? {};
  // The engine takes one duration in two forms for two.
  if (kind === 'list' && name.includes(DURATION)) {
    throw new ConditionFault('A condition has no lists of durations.', node.range);
  }
  if (kind === 'dyn' || kind === 'list' || kind === 'map') return kind;
  const known = Object.hasOwn(byName, name) ? byName[name] : undefined;
  if (known || name.startsWith(FACTS)) return known;
  throw new ConditionFault('A condition has no values of this type.', node.range);
}
