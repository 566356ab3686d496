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

const shapes = {
  close: 'M4 4l8 8M12 4l-8 8',
  eye: 'M1.5 8C3 5 5.4 3.5 8 3.5S13 5 14.5 8C13 11 10.6 12.5 8 12.5S3 11 1.5 8zM8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6z',
  file: 'M4 1.8h5.2L12.5 5v9.2H4zM9 2v3.4h3.3',
  lock: 'M3.8 7.2h8.4v6.3H3.8zM5.5 7V5a2.5 2.5 0 0 1 5 0v2',
  warning: 'M8 2.2L14.6 13.6H1.4zM8 6.4v3.4M8 11.4v.5',
};

const isFramed = parent !== window;
if (isFramed) document.documentElement.classList.add('framed');

/** The page of both chooses for both who one is. */
export function onBecome(become) {
  addEventListener('become', ({ detail }) => become(detail));
}

/** Tells the page of both that there is something new on this side of it. */
export function tellFresh(side) {
  if (isFramed) parent.dispatchEvent(new CustomEvent('fresh', { detail: side }));
}

/**
 * Calls `load` whenever something changed, and now. A browser gives one server six connections, of
 * all its tabs together: a tab that nobody sees needs none.
 */
export function followChanges(path, load) {
  let changes;
  const follow = () => {
    changes?.close();
    changes = undefined;
    if (document.hidden) return;
    changes = new EventSource(path);
    changes.addEventListener('changed', () => void load());
    changes.addEventListener('error', () => document.body.classList.add('offline'));
    changes.addEventListener('open', () => document.body.classList.remove('offline'));
  };
  document.addEventListener('visibilitychange', follow);
  follow();
}

/** Drawn, because not every machine has a font with emoji. */
export function icon(name) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', shapes[name]);
  svg.append(path);
  return svg;
}

/** Puts HTML that the server drew, where every text is escaped already. */
export function drawn(html, attributes) {
  const element = el('div', attributes);
  element.innerHTML = html;
  return element;
}

/** `{ok: true}` or `{ok: false, error: sentence}`. */
export async function post(path, body, base = '/page') {
  try {
    const response = await fetch(`${base}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return await response.json();
  } catch {
    return { ok: false, error: 'The double does not answer: is it still running?' };
  }
}

/** Where one chooses who one is; in the page of both that is elsewhere. */
export function focusSidebar() {
  const choice = isFramed ? '#sidebar a[aria-current]' : '#people-list input:checked';
  document.querySelector(choice)?.focus();
}

export function toast(text) {
  const close = el('button', { type: 'button', 'aria-label': 'Dismiss' }, icon('close'));
  const note = el('p', { class: 'toast' }, icon('warning'), text, close);
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
