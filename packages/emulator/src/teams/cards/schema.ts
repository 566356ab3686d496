import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import type { JsonObject } from '../../json.ts';

const name = 'adaptive-card';

let compiled: Ajv | undefined;

/** Compiled once it is needed: that takes a tenth of a second. */
function ajv(): Ajv {
  if (compiled !== undefined) return compiled;
  const file = new URL('schema/adaptive-card.json', import.meta.url);
  const { $schema: _draft6, id: _id, ...schema } = JSON.parse(readFileSync(file, 'utf8'));
  // The schema's own annotations ("version", "features") are no keywords, and formats are not Teams' concern.
  compiled = new Ajv({ strict: false, validateFormats: false });
  compiled.addSchema(schema as JsonObject, name);
  return compiled;
}

/** What is wrong with a card by the published schema; undefined where nothing is. */
export function cardError(card: unknown): ErrorObject | undefined {
  return errorBy(`${name}#/definitions/AdaptiveCard`, card);
}

/** The same for one element or action by itself; undefined too for a type the schema has not. */
export function nodeError(node: JsonObject): ErrorObject | undefined {
  const type = String(node['type']);
  return /^[\w.]+$/.test(type) ? errorBy(`${name}#/definitions/${type}`, node) : undefined;
}

export function isDefined(type: string): boolean {
  return /^[\w.]+$/.test(type) && ajv().getSchema(`${name}#/definitions/${type}`) !== undefined;
}

function errorBy(reference: string, value: unknown): ErrorObject | undefined {
  const validate = ajv().getSchema(reference);
  if (validate === undefined || validate(value)) return undefined;
  // What a union says of each of its alternatives explains nothing; the deepest other fault does.
  const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'anyOf');
  return (
    errors.sort((a, b) => b.instancePath.length - a.instancePath.length)[0] ?? validate.errors?.[0]
  );
}
