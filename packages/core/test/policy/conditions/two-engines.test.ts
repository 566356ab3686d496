import { describe, expect, it } from 'vitest';
import { factSets } from './fact-sets.ts';
import { secondOpinion } from './second-engine.ts';
import { valueOf, vectors } from './support.ts';

type Value = boolean | 'error';
type Name = keyof typeof factSets;
type Row = { condition: string } & { [facts in Name]: Value };
type Disagreement = { condition: string; facts: Name; second: Value; reason: string };

const rows = vectors<Row>('evaluated');
const listed = new Map(
  vectors<Disagreement>('disagreements').map(({ condition, facts, second }) => [
    `${facts}: ${condition}`,
    second,
  ]),
);

describe.each(Object.keys(factSets) as Name[])('over the facts "%s"', (name) => {
  const facts = factSets[name];

  it('each condition is what the vectors say', () => {
    const got = rows.map(({ condition }) => [condition, valueOf(condition, facts)]);
    expect(got).toEqual(rows.map((row) => [row.condition, row[name]]));
  });

  it('another engine agrees on each, or the disagreement is listed', () => {
    const got = rows.map(({ condition }) => [condition, secondOpinion(condition, facts)]);
    const due = rows.map((row) => listed.get(`${name}: ${row.condition}`) ?? row[name]);
    expect(got).toEqual(rows.map(({ condition }, at) => [condition, due[at]]));
  });
});

it('every listed disagreement is one of the vectors', () => {
  const all = new Set(
    rows.flatMap(({ condition }) => Object.keys(factSets).map((name) => `${name}: ${condition}`)),
  );
  expect([...listed.keys()].filter((key) => !all.has(key))).toEqual([]);
});
