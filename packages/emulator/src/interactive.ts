import { copy, isObject, type JsonObject, text } from './json.ts';
import { shortId } from './ids.ts';

export type Block = JsonObject & { type: string; block_id: string };

const interactive = /button|select|picker|input|overflow|checkboxes|feedback/;

/** A copy in which every block has a `block_id` and every interactive element an `action_id`. */
export function fillIds(blocks: readonly unknown[]): Block[] {
  return copy(blocks)
    .filter(isObject)
    .map((block) => {
      for (const element of elementsOf(block)) {
        if (interactive.test(String(element['type']))) element['action_id'] ??= shortId();
      }
      return {
        ...block,
        type: String(block['type']),
        block_id: text(block['block_id']) ?? shortId(),
      };
    });
}

/** What a person can act upon inside one block. */
export function elementsOf(block: JsonObject): JsonObject[] {
  const listed = Array.isArray(block['elements']) ? block['elements'] : [];
  const actions = Array.isArray(block['actions']) ? block['actions'] : [];
  return [...listed, ...actions, block['accessory'], block['element']].filter(isObject);
}

/** Blocks with those nested in them, as a container's. */
export function allBlocks(blocks: readonly JsonObject[]): JsonObject[] {
  return blocks.flatMap((block) => {
    const inner = Array.isArray(block['blocks']) ? block['blocks'].filter(isObject) : [];
    return [block, ...allBlocks(inner)];
  });
}
