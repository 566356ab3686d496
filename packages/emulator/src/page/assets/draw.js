/** Draws the page's state: sidebar, channel, thread, Home. */
import { byId, drawn, el, icon, patch } from './dom.js';
import { avatar, badge, drawYou, patchPeople } from './people.js';
import { drawPlace, sign } from './places.js';
import { clock, full } from './time.js';

export function drawSidebar(state, view, unread) {
  byId('workspace').textContent = state.workspace;
  const channels = state.channels.map((channel) => ({
    ...channel,
    current: !view.home && channel.id === view.channel,
    unread: unread(channel),
  }));
  patch(
    byId('channels'),
    channels,
    ({ id }) => id,
    (channel) => drawPlace(channel, sign(channel)),
  );
  patch(byId('apps'), [{ ...state.app, current: view.home }], (app) => app.id, drawApp);
  const people = state.people.map((person) => ({ ...person, me: person.id === state.me }));
  patchPeople(people);
}

const drawApp = (app) =>
  el(
    'li',
    {},
    el(
      'a',
      { href: '#home', 'aria-current': app.current && 'page' },
      avatar(app),
      el('span', { class: 'name' }, app.name),
      el('small', {}, 'Home'),
    ),
  );

export function drawBar(state, view) {
  const channel = state.channels.find(({ id }) => id === view.channel);
  const title = view.home
    ? state.app.name
    : channel && `${channel.badges.includes('private') ? '' : '# '}${channel.name}`;
  byId('title').textContent = title ?? 'No channel to see';
  byId('about').textContent = view.home
    ? 'App Home, as this person sees it'
    : channel
      ? `${channel.people} ${channel.people === 1 ? 'person' : 'people'}`
      : '';
  drawYou(state);
  document.title = `${title ?? state.workspace} · Slack double`;
}

const isReply = (message) => message.thread_ts !== undefined;

export function drawChannelMessages(state, view) {
  const replies = Map.groupBy(state.messages.filter(isReply), (message) => message.thread_ts);
  const items = state.messages
    .filter((message) => !isReply(message))
    .map((message) => {
      const thread = replies.get(message.ts) ?? [];
      return {
        ...message,
        replies: thread.filter((reply) => !reply.ephemeral).length,
        notes: thread.filter((reply) => reply.ephemeral).length,
        lastReply: thread.at(-1)?.ts,
        open: view.thread === message.ts,
      };
    });
  const list = byId('messages');
  patch(list, items, (message) => message.ts, drawMessage);
  if (items.length === 0) list.replaceChildren(nothingYet(state, view));
}

function nothingYet(state, view) {
  const channel = state.channels.find(({ id }) => id === view.channel);
  const text = channel
    ? `Nothing here yet. What ${state.app.name} posts to #${channel.name} shows up here at once.`
    : 'This person is in no channel.';
  return el('li', { class: 'nothing' }, text);
}

export function drawThread(state, view) {
  const parent = state.messages.find((message) => message.ts === view.thread);
  const panel = byId('thread');
  panel.hidden = !parent || view.home;
  document.body.classList.toggle('with-thread', !panel.hidden);
  if (!parent) return;
  const replies = state.messages.filter((message) => message.thread_ts === parent.ts);
  const list = byId('replies');
  const about = state.channels.find(({ id }) => id === view.channel);
  byId('thread-about').textContent = about ? `#${about.name}` : '';
  const changed = patch(list, [parent, ...replies], (message) => message.ts, drawMessage);
  if (changed) list.scrollTop = list.scrollHeight;
}

function drawMessage(message) {
  const { ts, author, html, edited, ephemeral, files, card } = message;
  const when = new Date(Number(ts) * 1000);
  const classes = ['message', ephemeral && 'ephemeral', card && 'card-message']
    .filter(Boolean)
    .join(' ');
  return el(
    'li',
    { class: classes, 'data-ts': ts },
    avatar(author),
    el(
      'article',
      { 'aria-label': `${author.name}, ${clock(when)}` },
      ephemeral && el('p', { class: 'only-you' }, icon('eye'), 'Only visible to you'),
      el(
        'header',
        {},
        el('strong', {}, author.name),
        author.badges.map(badge),
        el('time', { datetime: when.toISOString(), title: full.format(when) }, clock(when)),
        edited && el('small', {}, '(edited)'),
      ),
      drawn(html, { class: 'blocks' }),
      files.map(drawFile),
      message.replies !== undefined && drawThreadLink(message),
    ),
  );
}

const drawFile = ({ name, text }) =>
  el(
    'details',
    { class: 'attachment' },
    el('summary', {}, icon('file'), name),
    el(
      'pre',
      { tabindex: '0', 'aria-label': name },
      text ?? 'The double has no content of this file.',
    ),
  );

function drawThreadLink({ ts, replies, notes, lastReply, open, ephemeral }) {
  if (ephemeral) return undefined;
  const parts = [
    replies > 0 && `${replies} ${replies === 1 ? 'reply' : 'replies'}`,
    notes > 0 && `${notes} only visible to you`,
  ].filter(Boolean);
  const some = parts.length > 0;
  return el(
    'button',
    {
      type: 'button',
      class: `thread-link ${some ? 'some' : 'none'} ${notes > 0 ? 'notes' : ''}`,
      'data-open-thread': ts,
      'aria-expanded': String(open),
      'aria-controls': 'thread',
    },
    some ? parts.join(' · ') : 'Reply in thread',
    some && el('small', {}, clock(new Date(Number(lastReply) * 1000))),
  );
}

export function drawHome(state, view) {
  const home = byId('home');
  home.hidden = !view.home;
  byId('messages').hidden = view.home;
  byId('composer').hidden = view.home;
  const shown = `${state.me}/${state.home?.hash}`;
  if (!view.home || home.dataset.shown === shown) return;
  home.dataset.shown = shown;
  home.replaceChildren(
    state.home
      ? drawn(state.home.html, { class: 'blocks' })
      : el('p', { class: 'nothing' }, `${state.app.name} has published no Home for this person.`),
  );
}
