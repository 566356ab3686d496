import { isObject, type JsonObject, text } from '../../json.ts';
import { nodesOf } from '../cards/walk.ts';

/** What a person typed or chose, by the ids of the card's inputs; as Teams sends it, all text. */
export type Inputs = Record<string, string>;

/**
 * The inputs that an action takes along, with what they hold: those of its own card and of the cards
 * around it, not of another unfolded one. Throws where Teams would not let the person send it.
 * Source: https://adaptivecards.io/explorer/Action.Execute.html
 */
export function readInputs(
  card: JsonObject,
  action: JsonObject,
  given: Inputs,
  force: boolean,
): Inputs {
  if (action['associatedInputs'] === 'none' && !force) return {};
  const values: Inputs = {};
  const nodes = [...nodesOf(card)];
  const from = nodes.find(({ node }) => node === action)?.path;
  for (const { node, path } of nodes) {
    if (!String(node['type']).startsWith('Input.')) continue;
    if (from !== undefined && !from.startsWith(formOf(path))) continue;
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

/** Where the unfolded card begins that this is in; empty for the message's own card. */
function formOf(path: string): string {
  return /^.*\/card\//.exec(path)?.[0] ?? '';
}

/** The action's own data with the inputs it takes along. */
export function dataWith(action: JsonObject, inputs: Inputs): JsonObject {
  const own = isObject(action['data']) ? action['data'] : {};
  return { ...own, ...inputs };
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
