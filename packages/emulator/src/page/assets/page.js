/** Starts the page: keeps the state fresh, turns what a person does into posts. */
import { byId, el, followChanges, icon, onBecome, post, tellFresh, toast } from './dom.js';
import { drawBar, drawChannelMessages, drawHome, drawSidebar, drawThread } from './draw.js';
import { closeSidebar, markMenu, startFrame, toggleSidebar } from './frame.js';
import { oneAtATime } from './load.js';
import { hideModal, syncModal, valueOf } from './modal.js';
import { readMarks } from './read-marks.js';

const asked = new URLSearchParams(location.search).get('as');
const view = {
  user: asked ?? sessionStorage.getItem('user') ?? undefined,
  channel: undefined,
  home: false,
  thread: undefined,
  /** `ts` of the message that a link led to, until it is shown. */
  target: undefined,
};
/** A form belongs to its person: in a fresh browser nobody is anybody yet. */
let chosen = view.user !== undefined;
let state;
/** Messages seen so far; undefined right after a switch of person or channel. */
let known;

const marks = readMarks('read');
const load = oneAtATime(loadOnce);

async function loadOnce() {
  const { user, channel } = view;
  const query = new URLSearchParams();
  if (user) query.set('user', user);
  if (channel) query.set('channel', channel);
  const response = await fetch(`/page/state?${query}`).catch(() => undefined);
  if (!response?.ok) return;
  const answer = await response.json();
  if (user !== view.user || channel !== view.channel) return;
  if (known && newsOf(state) !== newsOf(answer)) tellFresh('slack');
  state = answer;
  view.user = state.me;
  if (!state.channels.some(({ id }) => id === view.channel)) view.channel = state.channels[0]?.id;
  openThreadOfNewNote();
  draw();
  known = new Set(state.messages.map(({ ts }) => ts));
}

function draw() {
  const list = byId('messages');
  const follow = known === undefined || list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  if (!view.home) marks.markRead(view.user, channelShown());
  drawSidebar(state, view, isUnread);
  markMenu(state.channels.some(isUnread));
  drawBar(state, view);
  drawHome(state, view);
  drawChannelMessages(state, view);
  drawThread(state, view);
  drawComposer();
  byId('beside').hidden = !state.beside;
  const atTarget = list.querySelector('.target') !== null;
  if (follow && !atTarget) list.scrollTop = list.scrollHeight;
  showTarget();
  syncModal(chosen ? state.modal : undefined, state.me);
}

/** Scrolls to the message that a link led to, once, and marks it; a reply is shown in its thread. */
function showTarget() {
  const found = state.messages.find(({ ts }) => ts === view.target);
  if (!found) return;
  view.target = undefined;
  if (found.thread_ts) {
    view.thread = found.thread_ts;
    drawThread(state, view);
  }
  const list = byId(found.thread_ts ? 'replies' : 'messages');
  const item = list.querySelector(`[data-ts="${CSS.escape(found.ts)}"]`);
  if (!item) return;
  item.classList.add('target');
  item.tabIndex = -1;
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: 'center' });
}

const newsOf = ({ messages, channels }) =>
  JSON.stringify([messages, channels.map(({ latest }) => latest)]);

const isUnread = (channel) => marks.isUnread(view.user, channel);
const channelShown = () => state.channels.find(({ id }) => id === view.channel);

/** A note that only this person sees would go unnoticed in a closed thread. */
function openThreadOfNewNote() {
  const fresh = state.messages.findLast(
    ({ ephemeral, thread_ts, ts }) => ephemeral && thread_ts && known && !known.has(ts),
  );
  if (fresh && innerWidth > 900) view.thread = fresh.thread_ts;
}

function drawComposer() {
  const channel = channelShown();
  const where = channel ? `#${channel.name}` : 'nobody';
  byId('say').placeholder = `Message ${where} or /command`;
  byId('composer').inert = !channel || channel.badges.includes('archived');
  hintAtCommand();
}

function hintAtCommand() {
  const text = byId('say').value;
  byId('composer-hint').textContent = text.startsWith('/')
    ? `Runs as a slash command; ${state.app.name} answers.`
    : '';
}

function go() {
  const [target, message] = decodeURIComponent(location.hash.slice(1)).split('/');
  if (target === 'main') return;
  view.home = target === 'home';
  view.thread = undefined;
  view.target = message;
  for (const marked of document.querySelectorAll('.target')) marked.classList.remove('target');
  if (!view.home) view.channel = target || view.channel;
  known = undefined;
  toggleSidebar(false);
  if (view.home && view.user) void post('home', { user: view.user });
  void load();
}

function become(user) {
  hideModal();
  // What one person was asked, another must not answer.
  for (const dialog of document.querySelectorAll('dialog.confirm[open]')) dialog.close();
  chosen = true;
  view.user = user;
  view.thread = undefined;
  known = undefined;
  sessionStorage.setItem('user', user);
  if (view.home) void post('home', { user });
  void load();
}

function openThread(ts) {
  const opener = document.activeElement;
  view.thread = view.thread === ts ? undefined : ts;
  draw();
  if (view.thread) byId('close-thread').focus();
  else opener?.focus();
}

function closeThread() {
  const ts = view.thread;
  if (!ts) return;
  view.thread = undefined;
  draw();
  document.querySelector(`[data-open-thread="${CSS.escape(ts)}"]`)?.focus();
}

/** Asks first where the app said so; resolves to whether to go on. */
async function confirmed(element) {
  const dialog = element.nextElementSibling;
  if (!dialog?.matches('dialog.confirm')) return true;
  dialog.returnValue = '';
  dialog.showModal();
  await new Promise((resolve) => {
    dialog.addEventListener('close', resolve, { once: true });
  });
  return dialog.returnValue === 'confirm';
}

function placeOf(element) {
  const channel = view.channel;
  const ts = element.closest('[data-ts]')?.dataset.ts;
  if (ts) return { message: { channel, ts } };
  const modal = element.closest('#modal');
  return modal ? { view: modal.dataset.view } : {};
}

async function use(element, value) {
  if (element.getAttribute('aria-busy') === 'true' || !(await confirmed(element))) return;
  chosen = true;
  const { block, action } = element.dataset;
  element.setAttribute('aria-busy', 'true');
  element.parentElement.querySelector('.failed')?.remove();
  const outcome = await post('click', {
    user: view.user,
    ...placeOf(element),
    block,
    action,
    value,
  });
  element.removeAttribute('aria-busy');
  if (outcome.ok) return;
  element.after(
    el(
      'span',
      { class: 'failed', title: outcome.error, role: 'img', 'aria-label': outcome.error },
      icon('warning'),
    ),
  );
  toast(outcome.error);
}

/** Another person may have been shown another channel since: the address has not changed, the view has. */
function onLink(event) {
  const link = event.target.closest('#sidebar a, .blocks a');
  if (!link || event.defaultPrevented || event.button !== 0) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const place = placeOfLink(link);
  if (place === undefined) return;
  event.preventDefault();
  if (place === location.hash) go();
  else location.hash = place;
}

/** Links of the page, and permalinks to messages of this workspace, stay in this page. */
function placeOfLink(link) {
  if (link.origin !== location.origin) return undefined;
  if (link.closest('#sidebar')) return link.hash;
  const [, channel, digits] = /^\/archives\/([^/]+)\/p(\d{7,})$/.exec(link.pathname) ?? [];
  return channel && `#${channel}/${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

function onClick(event) {
  onLink(event);
  const opener = event.target.closest('[data-open-thread]');
  if (opener) openThread(opener.dataset.openThread);
  const element = event.target.closest('[data-element]');
  if (!element || element.closest('dialog.confirm')) return;
  const item = event.target.closest('button, a');
  if (item === element) void use(element);
  else if (item) {
    element.removeAttribute('open');
    void use(element, item.value || item.dataset.value);
  }
}

/** Menus and choices outside of inputs act at once. */
function onChange(event) {
  if (event.target.name === 'person') return become(event.target.value);
  const element = event.target.closest('[data-element]');
  const input = element?.closest('.input');
  if (!element || (input && !('dispatch' in input.dataset))) return;
  const value = valueOf(element);
  if (typeof value === 'string') void use(element, value);
}

async function say(form, thread) {
  const box = form.querySelector('textarea');
  const text = box.value.trim();
  if (!text || form.hasAttribute('aria-busy')) return;
  const { user, channel } = view;
  const [command, ...rest] = text.split(/\s+/);
  const isCommand = text.startsWith('/') && thread === undefined;
  form.setAttribute('aria-busy', 'true');
  const outcome = isCommand
    ? await post('command', { user, channel, command, text: rest.join(' ') })
    : await post('post', { user, channel, text, thread });
  form.removeAttribute('aria-busy');
  if (outcome.ok) box.value = '';
  else toast(outcome.error);
  hintAtCommand();
}

function onKey({ target, key }) {
  if (key !== 'Escape' || document.querySelector('dialog[open]')) return;
  const menu = target.closest('details.overflow[open]');
  if (menu) {
    menu.removeAttribute('open');
    menu.querySelector('summary').focus();
  } else if (!closeSidebar()) closeThread();
}

startFrame();
document.addEventListener('click', onClick);
document.addEventListener('change', onChange);
document.addEventListener('keydown', onKey);
byId('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  void say(event.target);
});
byId('reply').addEventListener('submit', (event) => {
  event.preventDefault();
  void say(event.target, view.thread);
});
byId('say').addEventListener('input', hintAtCommand);
byId('close-thread').addEventListener('click', closeThread);
addEventListener('hashchange', go);

onBecome(become);
followChanges('/page/events', load);
go();
