/** Small helpers over the DOM and over the page's own endpoints. */

export const byId = (id) => document.getElementById(id);

/** `el('p', {class: 'hint'}, 'text', child)`: children are texts and nodes, never HTML. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, '');
    else if (value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== false));
  return element;
}

/** Puts HTML that the server drew, where every text is escaped already. */
export function drawn(html, attributes) {
  const element = el('div', attributes);
  element.innerHTML = html;
  return element;
}

/** `{ok: true}` or `{ok: false, error: sentence}`. */
export async function post(path, body) {
  try {
    const response = await fetch(`/page/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return await response.json();
  } catch {
    return { ok: false, error: 'The double does not answer: is it still running?' };
  }
}

export function toast(text) {
  const close = el('button', { type: 'button', 'aria-label': 'Dismiss' }, '✕');
  const note = el(
    'p',
    { class: 'toast' },
    el('span', { 'aria-hidden': 'true' }, '⚠ '),
    text,
    close,
  );
  const remove = () => note.remove();
  close.addEventListener('click', remove);
  setTimeout(remove, 10_000);
  byId('toasts').append(note);
}

/**
 * Makes `list` hold one child per item, and redraws only those whose item changed, so that focus,
 * selection and open menus elsewhere stay. Focus inside a redrawn child moves to that child.
 */
export function patch(list, items, key, draw) {
  const old = new Map([...list.children].map((child) => [child.dataset.key, child]));
  const next = items.map((item) => {
    const state = JSON.stringify(item);
    const known = old.get(key(item));
    if (known?.state === state) return known;
    const child = draw(item);
    child.dataset.key = key(item);
    child.state = state;
    if (known?.contains(document.activeElement)) {
      child.tabIndex = -1;
      child.refocus = true;
    }
    return child;
  });
  const same = next.length === list.children.length && next.every((c, i) => c === list.children[i]);
  if (!same) list.replaceChildren(...next);
  for (const child of next) {
    if (!child.refocus) continue;
    child.refocus = false;
    child.focus({ preventScroll: true });
  }
  return !same;
}

/** Up, Down, Home and End move between the links or buttons of a list. */
export function arrowKeys(event) {
  const list = event.target.closest?.('[data-arrows]');
  if (!list) return;
  const stops = [...list.querySelectorAll('a, button')];
  const at = stops.indexOf(event.target);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: stops.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  stops[(to + stops.length) % stops.length]?.focus();
}
