import { expect, it } from 'vitest';
import { entryOf } from '../../src/request/entries.ts';
import { aRequest, release } from './support.ts';

const noon = { name: 'noon', zone: 'UTC', from: '2026-11-22T11:00', to: '2026-11-22T13:00' };
const freezesIn = (freezes: (typeof noon)[]) => {
  const state = aRequest([release], { freezes });
  const { body } = entryOf(state, { type: 'submitted', state, at: 0 }, 'ent_1');
  return (body as { freezes?: unknown }).freezes;
};

it('the entry of a submission has its freezes as policy writes them', () => {
  expect(freezesIn([noon])).toEqual([noon]);
});

it('and their names alone where they are too many for an entry', () => {
  const many = Array.from({ length: 400 }, (_, at) => ({ ...noon, name: `noon ${at}` }));
  expect(freezesIn(many)).toEqual(many.map(({ name }) => name));
});
