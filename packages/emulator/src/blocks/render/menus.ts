import { type Elements, focus, ids, label, type Place } from './attributes.ts';
import type { RenderContext } from './context.ts';
import { html, type Html } from './html.ts';
import { safeUrl } from './link.ts';
import { text, type TextObject, words } from './text.ts';

type Option = { text: TextObject; value: string; description?: TextObject | undefined };

export const valuesOf = (options: readonly (Option | undefined)[] = []) =>
  options.flatMap((option) => (option === undefined ? [] : [option.value]));

type Group = { label?: string; options: readonly { value: string; label: string }[] };

const listed = (options: readonly Option[]) =>
  options.map((option) => ({ value: option.value, label: words(option.text) }));

export function groupsOf(
  element: Elements['static_select'] | Elements['multi_static_select'],
): Group[] {
  if (element.options !== undefined) return [{ options: listed(element.options) }];
  return (element.option_groups ?? []).map((group) => ({
    label: words(group.label),
    options: listed(group.options),
  }));
}

export const named = (people: RenderContext['people']): Group[] => [
  { options: people.map(({ id, name }) => ({ value: id, label: name })) },
];

interface AnyMenu {
  type: string;
  action_id?: string | undefined;
  focus_on_load?: boolean | undefined;
  placeholder?: TextObject | undefined;
}

export function menu(
  element: AnyMenu,
  place: Place,
  groups: readonly Group[],
  chosen: readonly (string | undefined)[],
): Html {
  const several = element.type.startsWith('multi_');
  const placeholder = words(element.placeholder) || 'Choose an option';
  const option = ({ value, label }: Group['options'][number]) =>
    html`<option value="${value}" ${chosen.includes(value) && html`selected`}>${label}</option>`;
  return html`<select
    ${several && html`multiple size="4"`}
    ${ids(element, place)}
    ${label(place, placeholder)}
    ${focus(element)}
  >
    ${!several && html`<option value="">${placeholder}</option>`}
    ${groups.map((group) =>
      group.label === undefined
        ? html`${group.options.map(option)}`
        : html`<optgroup label="${group.label}">${group.options.map(option)}</optgroup>`,
    )}
  </select>`;
}

export function choices(
  type: 'checkbox' | 'radio',
  element: Elements['checkboxes'] | Elements['radio_buttons'],
  initial: readonly (Option | undefined)[],
  place: Place,
  ctx: RenderContext,
): Html {
  const chosen = valuesOf(initial);
  const name = `${place.block ?? ''}/${element.action_id ?? ''}`;
  return html`<fieldset class="choices" ${ids(element, place)} ${label(place, 'Options')}>
    ${element.options.map(
      (option, i) =>
        html`<label>
          <input
            type="${type}"
            name="${name}"
            value="${option.value}"
            ${chosen.includes(option.value) && html`checked`}
            ${i === 0 && focus(element)}
          />
          <span
            >${text(option.text, ctx)}${
              option.description !== undefined &&
              html`<small>${text(option.description, ctx)}</small>`
            }</span
          >
        </label>`,
    )}
  </fieldset>`;
}

export function overflow(element: Elements['overflow'], place: Place): Html {
  return html`<details class="overflow" ${ids(element, place)}>
    <summary aria-label="More actions">…</summary>
    <div class="menu">${element.options.map(overflowItem)}</div>
  </details>`;
}

function overflowItem(option: Option & { url?: string | undefined }): Html {
  const href = option.url === undefined ? undefined : safeUrl(option.url);
  return href === undefined
    ? html`<button type="button" value="${option.value}">${words(option.text)}</button>`
    : html`<a
        href="${href}"
        title="${href}"
        target="_blank"
        rel="noopener noreferrer"
        data-value="${option.value}"
        >${words(option.text)}</a
      >`;
}
