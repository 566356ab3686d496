/** The modal on top, as a real dialog: drawn, filled in, submitted, closed. */
import { byId, el, icon, post, toast } from './dom.js';

const dialog = byId('modal');
const body = byId('modal-body');
let shown = '';
let current;
let person;
/** Views that were closed here: gone for whoever looks, whatever the double makes of it. */
const put = new Set();

/** Shows what the state says: another view, an update of this one, its errors, or nothing. */
export function syncModal(modal, user) {
  person = user;
  current = modal;
  if (!modal || put.has(modal.id)) return hideModal();
  const key = `${user}/${modal.id}/${modal.hash}`;
  if (key !== shown) {
    const values = shown.startsWith(`${user}/${modal.id}/`) ? gather() : {};
    drawView(modal);
    refill(values);
    if (!dialog.open) dialog.showModal();
    (
      body.querySelector('[autofocus]') ??
      body.querySelector('[data-element]') ??
      byId('modal-title')
    ).focus();
    shown = key;
  }
  showErrors(modal.errors);
}

/** Puts the dialog away at once; it comes back with its person, as far as it is still open. */
export function hideModal() {
  shown = '';
  current = undefined;
  dialog.close();
}

function drawView(modal) {
  byId('modal-title').textContent = modal.title;
  byId('modal-title').tabIndex = -1;
  byId('modal-close').textContent = modal.close;
  byId('modal-submit').textContent = modal.submit ?? '';
  byId('modal-submit').hidden = modal.submit === undefined;
  body.innerHTML = modal.html;
  dialog.dataset.view = modal.id;
  fail('');
}

function fail(text) {
  byId('modal-failure').replaceChildren(icon('warning'), text);
  byId('modal-failure').hidden = !text;
}

/** block_id -> text */
function showErrors(errors) {
  for (const note of body.querySelectorAll('.error')) note.remove();
  for (const field of body.querySelectorAll('[aria-invalid]')) {
    field.removeAttribute('aria-invalid');
    field.removeAttribute('aria-describedby');
  }
  const wrong = [...body.querySelectorAll('.input')].filter((input) => errors[input.dataset.input]);
  for (const [i, input] of wrong.entries()) {
    const id = `error-${i}`;
    input.append(el('p', { class: 'error', id }, icon('warning'), errors[input.dataset.input]));
    const field = input.querySelector('[data-element]');
    field?.setAttribute('aria-invalid', 'true');
    field?.setAttribute('aria-describedby', id);
  }
  const first = wrong[0]?.querySelector('input, textarea, select');
  if (first && !wrong.some((input) => input.contains(document.activeElement))) first.focus();
}

/** What one element holds, as the endpoints take it. */
export function valueOf(element) {
  const type = element.dataset.element;
  const checked = [...element.querySelectorAll('input:checked')].map((input) => input.value);
  if (type === 'checkboxes') return checked;
  if (type === 'radio_buttons') return checked[0] ?? null;
  if (element.multiple) return [...element.selectedOptions].map((option) => option.value);
  if (type === 'datetimepicker') {
    return element.value
      ? { selected_date_time: Math.floor(new Date(element.value) / 1000) }
      : null;
  }
  return element.tagName === 'SELECT' ? element.value || null : element.value;
}

const fields = () =>
  [...body.querySelectorAll('[data-element]')].filter(
    (element) =>
      !['BUTTON', 'A', 'DETAILS'].includes(element.tagName) &&
      element.dataset.element !== 'feedback_buttons',
  );

function gather() {
  const values = {};
  for (const element of fields()) {
    const { block, action } = element.dataset;
    values[block] = { ...values[block], [action]: valueOf(element) };
  }
  return values;
}

function refill(values) {
  for (const element of fields()) {
    const value = values[element.dataset.block]?.[element.dataset.action];
    if (typeof value === 'string' && 'value' in element) element.value = value;
    for (const input of element.querySelectorAll('input')) {
      if (value !== undefined && value !== null)
        input.checked = [value].flat().includes(input.value);
    }
  }
}

/** What Slack's client says before it sends anything, by block_id. */
function refusals() {
  const errors = {};
  for (const input of body.querySelectorAll('.input')) {
    const element = input.querySelector('[data-element]');
    if (!element) continue;
    const value = valueOf(element);
    const empty = value === null || value.length === 0;
    const { min, max } = element.dataset;
    if (empty && !('optional' in input.dataset))
      errors[input.dataset.input] = 'Please complete this required field.';
    else if (empty) continue;
    else if (min && value.length < Number(min))
      errors[input.dataset.input] = `Please enter at least ${min} characters.`;
    else if (max && value.length > Number(max))
      errors[input.dataset.input] = `Please enter at most ${max} characters.`;
    else if (element.validity?.valid === false)
      errors[input.dataset.input] = element.validationMessage;
  }
  return errors;
}

async function submit() {
  if (!current?.submit || dialog.hasAttribute('aria-busy')) return;
  const errors = refusals();
  showErrors(errors);
  if (Object.keys(errors).length > 0) return;
  fail('');
  dialog.setAttribute('aria-busy', 'true');
  const outcome = await post('submit', { user: person, view: current.id, values: gather() });
  dialog.removeAttribute('aria-busy');
  if (!outcome.ok) fail(outcome.error);
}

async function close() {
  if (!current) return hideModal();
  const view = current.id;
  put.add(view);
  hideModal();
  // The double may have forgotten the view, or the app may not answer: that keeps nobody in a form.
  const outcome = await post('close', { user: person, view });
  if (!outcome.ok) toast(outcome.error);
}

dialog.querySelector('form').addEventListener('submit', (event) => {
  event.preventDefault();
  void submit();
});
dialog.addEventListener('cancel', (event) => {
  event.preventDefault();
  void close();
});
// A browser may close it without asking: two Escapes in a row.
dialog.addEventListener('close', () => {
  if (!dialog.open && current) void close();
});
dialog.addEventListener('click', (event) => {
  if (event.target.closest('button')?.value === 'close') void close();
});
