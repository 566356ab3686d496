/** Starts the Teams page: keeps the state fresh, turns what a person does into posts. */
import { drawCard, foldForm } from './card.js';
import { byId, el, followChanges, onBecome, post as postTo, tellFresh, toast } from './dom.js';
import { drawBar, drawSidebar, drawThreads } from './draw-teams.js';
import { closeSidebar, markMenu, startFrame, toggleSidebar } from './frame.js';
import { oneAtATime } from './load.js';
import { readMarks } from './read-marks.js';

const asked = new URLSearchParams(location.search).get('as');
/** @type {{person?: string, place?: string, thread?: string}} */
const view = {
  person: asked ?? sessionStorage.getItem('person') ?? undefined,
  place: undefined,
  /** The thread that is replied to; undefined starts a new one. */
  thread: undefined,
};
let state;
let follow = true;
/** Where the list was last put; whoever is elsewhere has scrolled, and is left there. */
let put = 0;
let dialogShown = '';

const post = (path, body) => postTo(path, body, '/teams');

const marks = readMarks('teams-read');
const load = oneAtATime(loadOnce);

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
  if (same && newsOf(state) !== newsOf(answer)) tellFresh('teams');
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
  marks.markRead(view.person, placeShown());
  drawSidebar(state, view, isUnread);
  markMenu(state.places.some(isUnread));
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

const newsOf = ({ messages, places }) =>
  JSON.stringify([messages, places.map(({ latest }) => latest)]);

const isUnread = (place) => marks.isUnread(view.person, place);
const placeShown = () => state.places.find(({ id }) => id === view.place);

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
  const place = placeShown();
  byId('composer').inert = !place;
  const to = view.thread ? 'Reply in the thread' : `Message ${place?.name ?? 'nobody'}`;
  byId('say').placeholder = to;
  hint();
}

const mention = () => `@${state.app.name}`;
const inChat = () => placeShown()?.team === undefined;

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

startFrame();
document.addEventListener('click', (event) => {
  const reply = event.target.closest('[data-reply-to]');
  if (reply) replyTo(reply.dataset.replyTo);
  const stale = event.target.closest('[data-refresh]');
  if (stale) void refresh(stale.dataset.refresh);
});
document.addEventListener('change', ({ target }) => {
  if (target.name === 'person') become(target.value);
});
document.addEventListener('keydown', ({ target, key }) => {
  if (key !== 'Escape' || document.querySelector('dialog[open]')) return;
  if (!closeSidebar() && !foldForm(target)) replyTo(undefined);
});
byId('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  void say(event.target);
});
byId('say').addEventListener('input', hint);
byId('modal-close').addEventListener('click', () => byId('modal').close());
byId('modal').addEventListener('close', () => {
  if (state?.dialog) void post('close', { person: view.person });
});
addEventListener('hashchange', go);

onBecome(become);
followChanges('/teams/events', load);
go();
