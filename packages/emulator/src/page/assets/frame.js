/** What both pages have around their messages: the sidebar and its menu, the composer. */
import { arrowKeys, byId, el, focusSidebar } from './dom.js';

const isOpen = () => document.body.classList.contains('with-sidebar');

export function toggleSidebar(open) {
  document.body.classList.toggle('with-sidebar', open);
  byId('menu').setAttribute('aria-expanded', String(open));
  if (open) focusSidebar();
}

/** Returns whether it was open, over the messages of a narrow screen. */
export function closeSidebar() {
  if (!isOpen()) return false;
  toggleSidebar(false);
  byId('menu').focus();
  return true;
}

/** What is unread is seen though the sidebar is behind the menu. */
export function markMenu(unread) {
  byId('menu').classList.toggle('unread', unread);
  byId('menu-news').textContent = unread ? ', something unread' : '';
}

export function startFrame() {
  byId('menu').addEventListener('click', () => toggleSidebar(!isOpen()));
  document.addEventListener('click', ({ target }) => {
    if (isOpen() && target.closest('main') && !target.closest('#menu')) toggleSidebar(false);
  });
  document.addEventListener('keydown', (event) => {
    arrowKeys(event);
    sendOnEnter(event);
  });
  document.addEventListener('error', nameBrokenPicture, true);
}

function sendOnEnter(event) {
  const { target, key, shiftKey, isComposing } = event;
  if (key !== 'Enter' || shiftKey || isComposing || !target.closest('.composer textarea')) return;
  event.preventDefault();
  target.form.requestSubmit();
}

function nameBrokenPicture({ target }) {
  if (!(target instanceof HTMLImageElement)) return;
  const what = target.alt || 'A picture';
  const words = `${what} (not loaded: nothing leaves this machine)`;
  target.replaceWith(el('span', { class: 'picture' }, words));
}
