/** Starts the Teams page: keeps the state fresh, turns what a person does into posts. */
import { drawCard } from './card.js';
import {
  arrowKeys,
  byId,
  el,
  focusSidebar,
  followChanges,
  onBecome,
  post as postTo,
  tellFresh,
  toast,
} from './dom.js';
import { drawBar, drawSidebar, drawThreads } from './draw-teams.js';

const asked = new URLSearchParams(location.search).get('as');
/** @type {{person?: string, place?: string, thread?: string}} */
const view = {
  person: asked ?? sessionStorage.getItem('person') ?? undefined,
  place: undefined,
  /** The thread that is replied to; undefined starts a new one. */
  thread: undefined,
};
let state;
let loading = false;
let again = false;
let follow = true;
/** Where the list was last put; whoever is elsewhere has scrolled, and is left there. */
let put = 0;
let dialogShown = '';

const post = (path, body) => postTo(path, body, '/teams');

/** One at a time, and once more if something changed meanwhile. */
async function load() {
  again = loading;
  if (loading) return;
  loading = true;
  await loadOnce();
  loading = false;
  if (again) void load();
}

async function loadOnce() {
  const { person, place } = view;
  const query = new URLSearchParams();
  if (person) query.set('person', person);
  if (place) query.set('place', place);
  const response = await fetch(`/teams/state?${query}`).catch(() => undefined);
  if (!response?.ok) return;
  const answer = await response.json();
  if (person !== view.person || place !== view.place) return;
  const first = state === undefined;
  const same = state?.me === answer.me && state.place === answer.place;
  if (same && JSON.stringify(state.messages) !== JSON.stringify(answer.messages)) {
    tellFresh('teams');
  }
  state = answer;
  view.person = state.me;
  view.place = state.place;
  draw();
  if (first) look();
}

/** As a client does on opening a conversation: cards that may be stale are refreshed. */
function look() {
  if (view.person && view.place) {
    void post('open', { person: view.person, conversation: view.place });
  }
}

function draw() {
  const list = byId('messages');
  follow ||= list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  follow ||= Math.abs(list.scrollTop - put) < 2;
  markRead();
  drawSidebar(state, view, isUnread);
  drawBar(state, view);
  drawThreads(state, view, press);
  if (follow) putToNewest(list);
  follow = false;
  drawComposer();
  syncDialog();
  byId('beside').hidden = !state.beside;
}

/** What waits is read down to its buttons; what is settled, with its replies below, from its top. */
function putToNewest(list) {
  const newest = list.lastElementChild;
  list.scrollTop = list.scrollHeight;
  const settled =
    newest?.matches('.card-message.edited') && !newest.querySelector('.ac-pushButton');
  if (settled) newest.scrollIntoView({ block: 'start' });
  put = list.scrollTop;
}

const readKey = (place) => `teams-read/${view.person}/${place}`;

function markRead() {
  const latest = state.places.find(({ id }) => id === view.place)?.latest;
  if (latest) localStorage.setItem(readKey(view.place), latest);
}

const isUnread = ({ id, latest }) =>
  latest !== undefined && Number(latest) > Number(localStorage.getItem(readKey(id)) ?? 0);

async function press(message, action) {
  const conversation = view.place;
  const outcome = await post('click', { person: view.person, conversation, message, ...action });
  if (!outcome.ok) toast(outcome.error);
}

async function refresh(message) {
  const outcome = await post('refresh', { person: view.person, conversation: view.place, message });
  if (!outcome.ok) toast(outcome.error);
}

function syncDialog() {
  const dialog = byId('modal');
  const key = state.dialog ? JSON.stringify([state.me, state.dialog]) : '';
  if (key === dialogShown) return;
  dialogShown = key;
  if (!state.dialog) return dialog.close();
  const { title, card, url } = state.dialog;
  byId('modal-title').textContent = title;
  const body = card
    ? drawCard(card, ({ title: pressed, inputs }) => submit({ title: pressed, inputs }))
    : el('p', {}, `A page of the bot's own: ${url}`);
  byId('modal-body').replaceChildren(body);
  if (!dialog.open) dialog.showModal();
}

async function submit(pressed) {
  const outcome = await post('submit', { person: view.person, ...pressed });
  if (!outcome.ok) toast(outcome.error);
}

function drawComposer() {
  const place = state.places.find(({ id }) => id === view.place);
  byId('composer').inert = !place;
  const to = view.thread ? 'Reply in the thread' : `Message ${place?.name ?? 'nobody'}`;
  byId('say').placeholder = to;
  hint();
}

const mention = () => `@${state.app.name}`;
const inChat = () => state.places.find(({ id }) => id === view.place)?.team === undefined;

function hint() {
  const heard = inChat() || byId('say').value.trimStart().startsWith(mention());
  byId('composer-hint').textContent = heard
    ? ''
    : `${state.app.name} hears only what starts with ${mention()}.`;
}

async function say(form) {
  const box = byId('say');
  const typed = box.value.trim();
  if (!typed || form.hasAttribute('aria-busy')) return;
  const mentioned = !inChat() && typed.startsWith(mention());
  const text = mentioned ? typed.slice(mention().length).trim() || 'help' : typed;
  const conversation = view.thread ? `${view.place};messageid=${view.thread}` : view.place;
  form.setAttribute('aria-busy', 'true');
  const outcome = await post('say', {
    person: view.person,
    conversation,
    text,
    mention: mentioned,
  });
  form.removeAttribute('aria-busy');
  if (outcome.ok) box.value = '';
  else toast(outcome.error);
  replyTo(undefined);
}

function replyTo(thread) {
  view.thread = thread;
  drawComposer();
  if (thread) byId('say').focus();
}

function go() {
  const target = decodeURIComponent(location.hash.slice(1));
  if (target === 'main') return;
  view.place = target || view.place;
  view.thread = undefined;
  follow = true;
  toggleSidebar(false);
  void load();
  if (state) look();
}

function become(person) {
  view.person = person;
  view.thread = undefined;
  follow = true;
  sessionStorage.setItem('person', person);
  if (view.place === state.places[0]?.id) view.place = undefined;
  void load();
  look();
}

function toggleSidebar(open) {
  document.body.classList.toggle('with-sidebar', open);
  byId('menu').setAttribute('aria-expanded', String(open));
  if (open) focusSidebar();
}

document.addEventListener('click', (event) => {
  const aside = event.target.closest('main') && !event.target.closest('#menu');
  if (aside && document.body.classList.contains('with-sidebar')) toggleSidebar(false);
  const reply = event.target.closest('[data-reply-to]');
  if (reply) replyTo(reply.dataset.replyTo);
  const stale = event.target.closest('[data-refresh]');
  if (stale) void refresh(stale.dataset.refresh);
});
document.addEventListener('change', ({ target }) => {
  if (target.name === 'person') become(target.value);
});
document.addEventListener('keydown', (event) => {
  arrowKeys(event);
  const { target, key } = event;
  if (key === 'Enter' && !event.shiftKey && !event.isComposing && target.id === 'say') {
    event.preventDefault();
    target.form.requestSubmit();
  }
  if (key !== 'Escape' || document.querySelector('dialog[open]')) return;
  if (document.body.classList.contains('with-sidebar')) {
    toggleSidebar(false);
    byId('menu').focus();
  } else replyTo(undefined);
});
document.addEventListener(
  'error',
  ({ target }) => {
    if (!(target instanceof HTMLImageElement)) return;
    const what = target.alt || 'A picture';
    target.replaceWith(el('span', {}, `${what} (not loaded: nothing leaves this machine)`));
  },
  true,
);
byId('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  void say(event.target);
});
byId('say').addEventListener('input', hint);
byId('menu').addEventListener('click', () =>
  toggleSidebar(!document.body.classList.contains('with-sidebar')),
);
byId('modal-close').addEventListener('click', () => byId('modal').close());
byId('modal').addEventListener('close', () => {
  if (state?.dialog) void post('close', { person: view.person });
});
addEventListener('hashchange', go);

onBecome(become);
followChanges('/teams/events', load);
go();
