/** Starts the page of both: who one is, and which side a narrow screen shows. */
import { byId } from '../page/dom.js';
import { patchPeople } from '../page/people.js';

const names = { slack: 'Slack', teams: 'Microsoft Teams' };
/** Where each page keeps who one is, for its next visit. */
const keys = { slack: 'user', teams: 'person' };
const pages = { slack: '/slack/', teams: '/teams/' };

const response = await fetch('/both/humans');
/** @type {{id: string, name: string, slack: string | null, teams: string | null}[]} */
const humans = await response.json();

const sectionOf = (side) => document.querySelector(`main > [data-side="${side}"]`);
const tabOf = (side) => byId('sides').querySelector(`[value="${side}"]`);
const idOf = ({ slack, teams }) => slack ?? teams;
const asked = new URLSearchParams(location.search).get('as') ?? sessionStorage.getItem('human');
become(humans.find(({ slack, teams }) => asked && [slack, teams].includes(asked)) ?? humans[0]);
show(sessionStorage.getItem('side') ?? 'slack');

function become(human) {
  if (!human) return;
  sessionStorage.setItem('human', idOf(human));
  patchPeople(humans.map((one) => ({ ...one, me: one === human })));
  for (const side of Object.keys(names)) showAs(side, human);
}

/** The page of one side as this human; a page that is open already is told. */
function showAs(side, human) {
  const section = sectionOf(side);
  const frame = section.querySelector('iframe');
  const account = human[side];
  frame.hidden = account === null;
  const note = section.querySelector('.nothing');
  note.hidden = account !== null;
  note.textContent = `${human.name} has no account in ${names[side]}.`;
  if (account === null) return;
  sessionStorage.setItem(keys[side], account);
  if (frame.hasAttribute('src')) {
    frame.contentWindow.dispatchEvent(new CustomEvent('become', { detail: account }));
  } else frame.src = pages[side];
}

/** On a narrow screen, where only one side is seen. */
function show(side) {
  sessionStorage.setItem('side', side);
  document.body.dataset.shown = side;
  tabOf(side).classList.remove('fresh');
  for (const tab of byId('sides').children) {
    tab.setAttribute('aria-pressed', String(tab.value === side));
  }
}

byId('people-list').addEventListener('change', ({ target }) =>
  become(humans.find((human) => human.id === target.value)),
);
byId('sides').addEventListener('click', ({ target }) => {
  if (target.value) show(target.value);
});
/** A page says that there is something new on it. */
addEventListener('fresh', ({ detail: side }) => {
  if (side !== document.body.dataset.shown) tabOf(side).classList.add('fresh');
});
