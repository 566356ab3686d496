import { type Elements, focus, ids, label, type Place, placeholder } from './attributes.ts';
import { confirmDialog } from './confirm.ts';
import type { RenderContext } from './context.ts';
import { html, type Html } from './html.ts';
import { safeUrl } from './link.ts';
import { choices, groupsOf, menu, named, overflow, valuesOf } from './menus.ts';
import { type TextObject, words } from './text.ts';

/**
 * Interactive elements. Each root carries `data-element` (its type), `data-block` and `data-action`;
 * the page's script finds them by these and sends ids and chosen values, never names or labels.
 */

export type Control = Exclude<Elements[keyof Elements], { type: 'image' }>;

export function control(element: Control, place: Place, ctx: RenderContext): Html {
  const confirm = 'confirm' in element ? element.confirm : undefined;
  return html`${draw(element, place, ctx)}${confirm && confirmDialog(confirm, ctx)}`;
}

function draw(element: Control, place: Place, ctx: RenderContext): Html {
  switch (element.type) {
    case 'button':
    case 'workflow_button':
    case 'icon_button':
      return button(element, place);
    case 'feedback_buttons':
      return html`<span class="buttons" ${ids(element, place)}>
        ${[element.positive_button, element.negative_button].map(
          (b) =>
            html`<button type="button" class="button" value="${b.value}">${words(b.text)}</button>`,
        )}
      </span>`;
    case 'overflow':
      return overflow(element, place);
    case 'checkboxes':
      return choices('checkbox', element, element.initial_options ?? [], place, ctx);
    case 'radio_buttons':
      return choices('radio', element, [element.initial_option], place, ctx);
    case 'static_select':
      return menu(element, place, groupsOf(element), [element.initial_option?.value]);
    case 'multi_static_select':
      return menu(element, place, groupsOf(element), valuesOf(element.initial_options));
    case 'users_select':
      return menu(element, place, named(ctx.people), [element.initial_user]);
    case 'multi_users_select':
      return menu(element, place, named(ctx.people), element.initial_users ?? []);
    case 'channels_select':
      return menu(element, place, named(ctx.channels), [element.initial_channel]);
    case 'multi_channels_select':
      return menu(element, place, named(ctx.channels), element.initial_channels ?? []);
    case 'conversations_select':
      return menu(element, place, named(ctx.channels), [element.initial_conversation]);
    case 'multi_conversations_select':
      return menu(element, place, named(ctx.channels), element.initial_conversations ?? []);
    case 'external_select':
    case 'multi_external_select':
      return html`<span class="unsupported"
        >This menu asks the app for its options; the double does not.</span
      >`;
    case 'file_input':
      return html`<span class="unsupported">Files cannot be attached in the double.</span>`;
    case 'plain_text_input':
      return plainTextInput(element, place);
    case 'rich_text_input':
      return html`<textarea
        rows="4"
        ${ids(element, place)}
        ${label(place, 'Text')}
        ${placeholder(element)}
        ${focus(element)}
      ></textarea>`;
    case 'email_text_input':
      return field('email', element, element.initial_value, place);
    case 'url_text_input':
      return field('url', element, element.initial_value, place);
    case 'number_input':
      return field('text', element, element.initial_value, place);
    case 'datepicker':
      return field('date', element, element.initial_date, place);
    case 'timepicker':
      return field('time', element, element.initial_time, place);
    case 'datetimepicker':
      return field('datetime-local', element, localTime(element.initial_date_time), place);
    default:
      return element satisfies never;
  }
}

type AnyButton = Elements['button'] | Elements['workflow_button'] | Elements['icon_button'];

function button(element: AnyButton, place: Place): Html {
  const style = 'style' in element ? element.style : undefined;
  const href = 'url' in element && element.url !== undefined ? safeUrl(element.url) : undefined;
  const name = element.accessibility_label;
  const attributes = html`class="button ${style}" ${ids(element, place)}
  ${name !== undefined && html`aria-label="${name}"`}`;
  return href === undefined
    ? html`<button type="button" ${attributes}>${words(element.text)}</button>`
    : html`<a href="${href}" title="${href}" target="_blank" rel="noopener noreferrer" ${attributes}
        >${words(element.text)}</a
      >`;
}

function plainTextInput(element: Elements['plain_text_input'], place: Place): Html {
  if (!element.multiline) {
    return field('text', element, element.initial_value, place, lengths(element));
  }
  return html`<textarea
    rows="4"
    ${ids(element, place)}
    ${lengths(element)}
    ${label(place, 'Text')}
    ${placeholder(element)}
    ${focus(element)}
  >
${element.initial_value}</textarea>`;
}

interface AnyField {
  type: string;
  action_id?: string | undefined;
  focus_on_load?: boolean | undefined;
  placeholder?: TextObject | undefined;
}

/** Not minlength and maxlength: Slack lets people type on, and says so when they submit. */
const lengths = ({ min_length, max_length }: Elements['plain_text_input']): Html =>
  html`data-min="${min_length}" data-max="${max_length}"`;

const field = (
  type: string,
  element: AnyField,
  value: string | undefined,
  place: Place,
  more?: Html,
): Html =>
  html`<input
    type="${type}"
    value="${value}"
    ${more}
    ${ids(element, place)}
    ${label(place, 'Value')}
    ${placeholder(element)}
    ${focus(element)}
  />`;

const localTime = (unix: number | undefined): string | undefined =>
  unix === undefined ? undefined : new Date(unix * 1000).toISOString().slice(0, 16);
