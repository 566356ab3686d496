import { allBlocks, elementsOf } from '../interactive.ts';
import { isObject, type JsonObject } from '../json.ts';
import type { View, ViewState } from '../views.ts';

/** By block_id, then action_id: a text, the values chosen, or the state as Slack spells it. */
export type InputValues = Record<string, Record<string, string | string[] | JsonObject | null>>;

/** `view.state.values` as the client fills it in, with untouched inputs at their initial value. */
export function stateOf(view: View, values: InputValues): ViewState {
  const state: ViewState = {};
  for (const block of allBlocks(view.blocks)) {
    const blockId = String(block['block_id']);
    for (const element of elementsOf(block)) {
      if (element['type'] === 'button') continue;
      const actionId = String(element['action_id']);
      const given = values[blockId]?.[actionId] ?? view.state.values[blockId]?.[actionId];
      state[blockId] = { ...state[blockId], [actionId]: filled(element, given) };
    }
  }
  return state;
}

/** What the client says before it sends anything: sentences, none where the form may go. */
export function clientRefusals(view: View, state: ViewState): string[] {
  return allBlocks(view.blocks).flatMap((block) => {
    if (block['type'] !== 'input' || !isObject(block['element'])) return [];
    const { action_id, min_length, max_length } = block['element'];
    const blockId = String(block['block_id']);
    const value = chosen(state[blockId]?.[String(action_id)] ?? {});
    if (value === undefined) {
      return block['optional'] === true ? [] : [`${blockId} is required.`];
    }
    if (typeof value !== 'string') return [];
    if (typeof min_length === 'number' && value.length < min_length)
      return [`${blockId} is too short.`];
    if (typeof max_length === 'number' && value.length > max_length)
      return [`${blockId} is too long.`];
    return [];
  });
}

const fields: Record<string, string> = {
  plain_text_input: 'value',
  email_text_input: 'value',
  url_text_input: 'value',
  number_input: 'value',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  datetimepicker: 'selected_date_time',
  users_select: 'selected_user',
  multi_users_select: 'selected_users',
  conversations_select: 'selected_conversation',
  channels_select: 'selected_channel',
  static_select: 'selected_option',
  radio_buttons: 'selected_option',
  multi_static_select: 'selected_options',
  checkboxes: 'selected_options',
};

function filled(element: JsonObject, given: InputValues[string][string] | undefined): JsonObject {
  const type = String(element['type']);
  if (isObject(given)) return { type, ...given };
  const field = fields[type] ?? 'value';
  const initial =
    element[field === 'value' ? 'initial_value' : field.replace('selected', 'initial')];
  if (given === undefined)
    return { type, [field]: initial ?? (field.endsWith('options') ? [] : null) };
  if (field === 'selected_option') return { type, [field]: option(element, given) };
  if (field === 'selected_options') {
    return { type, [field]: [given].flat().map((value) => option(element, value)) };
  }
  return { type, [field]: given === '' ? null : given };
}

function option(element: JsonObject, value: unknown): JsonObject | null {
  const options = Array.isArray(element['options']) ? element['options'].filter(isObject) : [];
  const found = options.find((candidate) => candidate['value'] === value);
  if (found === undefined && value !== null)
    throw new Error(`There is no option ${JSON.stringify(value)}.`);
  return found ?? null;
}

function chosen(state: JsonObject): unknown {
  const { type: _type, ...rest } = state;
  const value = Object.values(rest)[0];
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
    ? undefined
    : value;
}
