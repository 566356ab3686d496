import { isObject, type JsonObject, text } from '../../json.ts';
import { nodesOf } from '../cards/walk.ts';

/** What a person typed or chose, by the ids of the card's inputs; as Teams sends it, all text. */
export type Inputs = Record<string, string>;

/** Every input of the card with what it holds. Throws where Teams would not let the person send it. */
export function readInputs(card: JsonObject, given: Inputs, force: boolean): Inputs {
  const values: Inputs = {};
  for (const { node } of nodesOf(card)) {
    if (!String(node['type']).startsWith('Input.')) continue;
    const id = String(node['id']);
    const value = given[id] ?? initial(node);
    if (node['isRequired'] === true && !value && !force) {
      throw new Error(`The card asks for ${id}: ${text(node['errorMessage']) ?? 'it is required'}`);
    }
    checkLength(node, id, value, force);
    if (value !== undefined) values[id] = value;
  }
  const unknown = Object.keys(given).find((id) => !(id in values));
  if (unknown !== undefined && !force) throw new Error(`The card has no input ${unknown}.`);
  return force ? { ...values, ...given } : values;
}

/** The action's own data with the inputs it takes along. */
export function dataWith(action: JsonObject, inputs: Inputs): JsonObject {
  const own = isObject(action['data']) ? action['data'] : {};
  return action['associatedInputs'] === 'none' ? own : { ...own, ...inputs };
}

function initial({ type, value, valueOff }: JsonObject): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (type === 'Input.Toggle') return typeof valueOff === 'string' ? valueOff : 'false';
  return type === 'Input.ChoiceSet' ? undefined : '';
}

function checkLength(node: JsonObject, id: string, value = '', force = false): void {
  const { maxLength } = node;
  if (typeof maxLength !== 'number' || value.length <= maxLength || force) return;
  throw new Error(`${id} takes ${maxLength} characters at most.`);
}
