/** Draws the places of the sidebar. */
import { el, icon } from './dom.js';
import { badge } from './people.js';

export const sign = ({ badges }) =>
  el(
    'span',
    { class: 'sign', 'aria-hidden': 'true' },
    badges.includes('private') ? icon('lock') : '#',
  );

export const drawPlace = ({ id, name, current, unread, badges }, mark) =>
  el(
    'li',
    {},
    el(
      'a',
      {
        href: `#${encodeURIComponent(id)}`,
        'aria-current': current && 'page',
        class: unread && 'unread',
      },
      mark,
      el('span', { class: 'name' }, name),
      badges.filter((text) => text !== 'private').map(badge),
      unread && el('span', { class: 'dot' }, el('span', { class: 'sr' }, 'unread')),
    ),
  );
