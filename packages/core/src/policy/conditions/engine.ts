import { type ASTNode, Environment, type ParseResult } from '@marcbachmann/cel-js';
import { type Variable, fieldsOf, variables } from './facts.ts';
import { expandLike } from './like.ts';
import { groupTypes } from './prepare.ts';

export type { ASTNode, ParseResult };

const LIMITS = {
  maxAstNodes: 600,
  maxDepth: 32,
  maxListElements: 200,
  maxMapEntries: 200,
  maxCallArguments: 3,
};

/** Prefix of the types of the variables. */
export const FACTS = 'facts_';

const celNames: { readonly [type: string]: string } = { timestamp: 'google.protobuf.Timestamp' };

const environment = build();

/** Throws the engine's ParseError, or a fault of ours. */
export function parse(source: string): ParseResult {
  return environment.parse(source);
}

function build(): Environment {
  const built = new Environment({ limits: LIMITS });
  for (const variable of Object.keys(variables) as Variable[]) {
    const fields = Object.entries(fieldsOf(variable) ?? {}).map(
      ([field, { type }]) => [field, celNames[type] ?? type] as const,
    );
    const typeName = `${FACTS}${variable}`;
    built.registerType(typeName, {
      ctor: groupTypes[variable],
      fields: Object.fromEntries(fields),
    });
    built.registerVariable(variable, typeName);
  }
  built.registerFunction('like(ast, ast): bool', expandLike, { async: false });
  built.registerFunction('string.like(ast): bool', expandLike, { async: false });
  return built;
}
