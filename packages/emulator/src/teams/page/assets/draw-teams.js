/** Draws the Teams page's state: sidebar, bar, threads. */
import { drawCard } from './card.js';
import { byId, el, icon, patch } from './dom.js';
import { avatar, badge, drawYou, patchPeople } from './people.js';
import { drawPlace, sign } from './places.js';
import { clock, full } from './time.js';

export function drawSidebar(state, view, unread) {
  const places = state.places.map((place) => ({
    ...place,
    current: place.id === view.place,
    unread: unread(place),
  }));
  const chats = places.filter(({ team }) => team === undefined);
  patch(
    byId('chats'),
    chats,
    ({ id }) => id,
    (chat) => drawPlace(chat, avatar(state.app)),
  );
  const teams = [
    ...Map.groupBy(
      places.filter(({ team }) => team !== undefined),
      ({ team }) => team,
    ),
  ];
  patch(byId('teams'), teams, ([name]) => name, drawTeam);
  patchPeople(state.people.map((person) => ({ ...person, me: person.id === state.me })));
}

const drawTeam = ([name, channels]) =>
  el(
    'section',
    { 'aria-label': name },
    el('h2', {}, name),
    el(
      'ul',
      { 'data-arrows': true },
      channels.map((channel) => drawPlace(channel, sign(channel))),
    ),
  );

/** What Teams has in a message's menu. */
const refreshButton = (id) =>
  el('button', { type: 'button', class: 'thread-link', 'data-refresh': id }, 'Refresh card');

export function drawBar(state, view) {
  const place = state.places.find(({ id }) => id === view.place);
  byId('title').textContent = place?.name ?? 'No channel to see';
  byId('about').textContent = aboutOf(place);
  drawYou(state);
  document.title = `${place?.name ?? 'Nothing'} · Teams double`;
}

function aboutOf(place) {
  if (!place) return '';
  if (place.team === undefined) return 'Chat with the bot';
  return `${place.team} · ${place.people} ${place.people === 1 ? 'person' : 'people'}`;
}

/** Threads as Teams shows them: the first message with its replies below it. */
export function drawThreads(state, view, press) {
  const list = byId('messages');
  const replies = Map.groupBy(
    state.messages.filter(({ thread }) => thread !== undefined),
    ({ thread }) => thread,
  );
  const inChat = state.places.find(({ id }) => id === view.place)?.team === undefined;
  const threads = state.messages
    .filter(({ thread }) => thread === undefined)
    .map((message) => ({ message, me: state.me, inChat }));
  const changed = patch(list, threads, threadKey, ({ message }) =>
    drawThread(message, inChat, press),
  );
  for (const { message } of threads) {
    const holder = list.querySelector(`[data-replies="${CSS.escape(message.id)}"]`);
    if (!holder) continue;
    const below = replies.get(message.id) ?? [];
    patch(
      holder,
      below,
      ({ id }) => id,
      (reply) => drawMessage(reply, press),
    );
  }
  if (threads.length === 0) list.replaceChildren(nothingYet(state, view));
  return changed;
}

const threadKey = ({ message, me }) => `${me}/${message.id}`;

function nothingYet(state, view) {
  const place = state.places.find(({ id }) => id === view.place);
  const text = place
    ? `Nothing here yet. What ${state.app.name} posts to ${place.name} shows up here at once.`
    : 'This person is in no channel.';
  return el('li', { class: 'nothing' }, text);
}

function drawThread(message, inChat, press) {
  const item = drawMessage(message, press);
  if (inChat) return item;
  item
    .querySelector('article')
    .append(
      el('ol', { class: 'replies', 'data-replies': message.id, 'aria-label': 'Replies' }),
      el('button', { type: 'button', class: 'thread-link', 'data-reply-to': message.id }, 'Reply'),
    );
  return item;
}

function drawMessage(message, press) {
  const { id, author, text, cards, edited, onlyForMe, notices } = message;
  const when = new Date(Number(id));
  const classes = [
    'message',
    edited && 'edited',
    onlyForMe && 'ephemeral',
    cards.length > 0 && 'card-message',
  ];
  return el(
    'li',
    { class: classes.filter(Boolean).join(' '), 'data-message': id },
    avatar(author),
    el(
      'article',
      { 'aria-label': `${author.name}, ${clock(when)}` },
      onlyForMe && el('p', { class: 'only-you' }, icon('eye'), 'Only you can see this'),
      el(
        'header',
        {},
        el('strong', {}, author.name),
        author.badges.map(badge),
        el('time', { datetime: when.toISOString(), title: full.format(when) }, clock(when)),
        edited && el('small', {}, 'Edited'),
      ),
      text && el('p', { class: 'text' }, text),
      cards.map((card) =>
        el(
          'div',
          { class: 'blocks card' },
          drawCard(card, (action) => press(id, action)),
        ),
      ),
      cards.some(({ refresh }) => refresh) && refreshButton(id),
      notices.map((notice) =>
        el('p', { class: 'notice', title: 'Only you can see this' }, icon('eye'), notice),
      ),
    ),
  );
}
