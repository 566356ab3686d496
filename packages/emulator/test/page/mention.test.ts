import { expect, it } from 'vitest';
import { mentionPeople } from '../../src/page/mention.ts';

const people = ['Ada', 'Ada Lovelace', 'Max'].map((name) => ({ name }));
const read = (text: string) =>
  mentionPeople(
    text,
    people,
    ({ name }) => [name],
    ({ name }) => `<${name}>`,
  );

it.each([
  ['delegate @ada until 2026-12-01', 'delegate <Ada> until 2026-12-01'],
  ['delegate @Ada Lovelace until 2026-12-01', 'delegate <Ada Lovelace> until 2026-12-01'],
  ['@max, @Max and @Maxine', '<Max>, <Max> and @Maxine'],
  ['mail bot@max.example, or nobody@', 'mail bot@max.example, or nobody@'],
])('%s', (typed, sent) => {
  expect(read(typed)).toBe(sent);
});
