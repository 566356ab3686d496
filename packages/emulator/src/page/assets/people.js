/** Draws people: who there is to be, and who one is. */
import { byId, el, patch } from './dom.js';

export const avatar = ({ initials, hue, badges }) =>
  el(
    'span',
    { class: `avatar hue-${hue} ${badges.includes('app') ? 'bot' : ''}`, 'aria-hidden': 'true' },
    initials,
  );

export const badge = (text) => el('span', { class: `badge is-${text.replaceAll(' ', '-')}` }, text);

/** Radio buttons keep their focus while someone goes through them with the arrow keys. */
export function patchPeople(people) {
  const list = byId('people-list');
  patch(
    list,
    people.map(({ me: _me, ...person }) => person),
    (person) => person.id,
    (person) =>
      el(
        'label',
        {},
        el('input', { type: 'radio', name: 'person', value: person.id }),
        avatar(person),
        el(
          'span',
          { class: 'who' },
          el(
            'span',
            { class: 'name' },
            el('span', { class: 'called' }, person.name),
            person.badges.map(badge),
          ),
          person.groups.length > 0 && el('small', {}, person.groups.join(', ')),
        ),
      ),
  );
  for (const input of list.querySelectorAll('input')) {
    input.checked = people.some((person) => person.me && person.id === input.value);
  }
}

/** Who one is, where the list of people is behind the menu. */
export function drawYou(state) {
  const me = state.people.find(({ id }) => id === state.me);
  byId('you').replaceChildren(
    ...(me
      ? [
          el('span', { class: 'sr' }, 'You are '),
          avatar(me),
          el('span', { class: 'name' }, me.name),
          ...me.badges.map(badge),
        ]
      : []),
  );
}
