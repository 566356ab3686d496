import { isObject, type JsonObject } from '../../json.ts';

export interface Node {
  node: JsonObject;
  /** A JSON pointer from the card. */
  path: string;
}

/** Every typed object of a card with what is inside it first; an action's data is not looked into. */
export function* nodesOf(value: unknown, path = ''): Generator<Node> {
  if (Array.isArray(value)) {
    for (const [index, inner] of value.entries()) yield* nodesOf(inner, `${path}/${index}`);
  } else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      if (key !== 'data') yield* nodesOf(inner, `${path}/${key}`);
    }
    if (typeof value['type'] === 'string') yield { node: value, path };
  }
}

/** The actions that are offered, in the order of the card; those of an unfolded card included. */
export function actionsOf(card: JsonObject): JsonObject[] {
  return [...nodesOf({ ...card, refresh: undefined })]
    .filter(({ path }) => !path.includes('/fallback'))
    .map(({ node }) => node)
    .filter(({ type }) => String(type).startsWith('Action.'));
}
