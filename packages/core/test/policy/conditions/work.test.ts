import { describe, expect, it } from 'vitest';
import type { ConditionFacts } from '../../../src/policy/conditions/facts.ts';
import { errorOf, valueOf } from './support.ts';

const texts = (count: number, text = '') =>
  Array.from({ length: count }, (_, at) => `${text}${at}`);
const facts = (files: number, authors: number): ConditionFacts => ({
  change: { files: texts(files), authors: texts(authors) },
  request: { reason: 'a'.repeat(2_000), parameters: { list: texts(1_000) } },
});
const tooMuch = 'This condition is too much work for these facts.';

describe('loops', () => {
  const pairs = 'change.files.all(f, change.authors.exists(a, a == f) || true)';

  it('may go over each pair of entries', () => {
    expect(valueOf(pairs, facts(1_000, 20))).toBe(true);
    expect(valueOf(pairs, facts(200, 200))).toBe(true);
  });

  it('are not begun where that is too much work', () => {
    expect(errorOf(pairs, facts(1_000, 1_000))).toBe(tooMuch);
  });

  it.each([
    'change.files.all(f, f in change.files)',
    'change.files.all(f, request.parameters.list == request.parameters.list)',
    'change.files.map(f, change.files.map(g, f)) == []',
    'request.parameters.list.all(a, request.parameters.list.all(b, a == b))',
    'change.files.filter(f, true).all(f, change.files.map(g, g).all(g, f == g))',
    `change.files.all(f, ${texts(60)
      .map((n) => `!request.reason.contains("${n}")`)
      .join(' && ')})`,
  ])('count all that they repeat: %s', (source) => {
    expect(errorOf(source, facts(1_000, 1_000))).toBe(tooMuch);
  });
});

describe('what loops count', () => {
  it('has texts of facts in it, that are read again and again', () => {
    const parameters = { text: 'a'.repeat(60_000) };
    const given = { change: { files: texts(1_000) }, request: { parameters } };
    expect(errorOf('change.files.all(f, size(request.parameters.text) > 1)', given)).toBe(tooMuch);
  });

  it('is never too much for one look at the longest text for each entry, and may be for two', () => {
    const longest = { change: { files: texts(1_000) }, request: { reason: 'a'.repeat(65_536) } };
    const once = 'change.files.exists(f, f.startsWith("x"))';
    const twice = 'change.files.exists(f, f.startsWith("x") || f.endsWith("x"))';
    expect(valueOf(once, longest)).toBe(false);
    expect(errorOf(twice, longest)).toBe(tooMuch);
    expect(valueOf(twice, facts(1_000, 0))).toBe(false);
  });

  it('has in it what is nested, which may have more entries than a list', () => {
    const list = texts(90).map((one) => texts(100, one));
    const nested = { request: { parameters: { list } } };
    const body = Array.from({ length: 12 }, () => 'p != "list"').join(' && ');
    expect(errorOf(`request.parameters.all(p, ${body})`, nested)).toBe(tooMuch);
  });

  it('has the literals in it that are written, however they are passed on', () => {
    const ones = `[${'1,'.repeat(150)}]`;
    const body = Array.from({ length: 6 }, () => 'x + y > 0').join(' && ');
    const source = `${ones}.map(a, a).all(x, ${ones}.map(b, b).all(y, ${body}))`;
    expect(errorOf(source, {})).toBe(tooMuch);
    expect(valueOf('[1, 2, 3].map(a, a).all(x, [4].map(b, b).all(y, x < y))', {})).toBe(true);
  });
});

/** Each loop makes ten of what the one before made. */
const powers = (start: string, times: number, body: string) =>
  start + `.map(a, ${body})`.repeat(times);
const tenOf = (sign: string) => Array.from({ length: 10 }, () => 'a').join(sign);

describe('what loops make of what loops made', () => {
  const lists = powers('[1]', 9, `[${tenOf(', ')}]`);
  const text = powers('["abcdefghij"]', 6, tenOf(' + '));

  it.each([
    `${lists} == ${lists}`,
    `${lists} != ${lists}`,
    `${lists} in [${lists}]`,
    `${lists}.map(b, [b]).filter(b, true) == [${lists}]`,
    `[1].all(x, ${lists} == ${lists})`,
    `${lists.replace('[1]', '[request.parameters.list]')} == [${lists.replace('[1]', '[request.parameters.list]')}]`,
  ])('is not compared where it grew by powers: %#', (source) => {
    expect(errorOf(source, facts(1, 1))).toBe(tooMuch);
  });

  it.each([
    `${text}.exists(t, size(t) == 1)`,
    `size(${text}[0]) == 1`,
    `${text}.exists(t, [1, 2, 3, 4, 5, 6, 7, 8, 9].exists(n, t.contains("k")))`,
    `${text}.map(t, [t]).exists(l, [l[0], l[0], l[0], l[0]].filter(t, true) == ${text} || "b" in l || l[0] < "a")`,
    `${powers('[request.reason]', 6, tenOf(' + '))}.exists(t, size(t) == 1)`,
  ])('is not read where it grew by powers: %#', (source) => {
    expect(errorOf(source, facts(1, 1))).toBe(tooMuch);
  });

  it('is compared and read where it is small', () => {
    const many = facts(1_000, 20);
    expect(valueOf('change.files.map(f, [f]) == [["0"]]', many)).toBe(false);
    expect(valueOf('change.files.map(f, [f, f]) == change.files.map(f, [f, f])', many)).toBe(true);
    expect(valueOf('["0"] in change.files.map(f, [f])', many)).toBe(true);
    expect(valueOf(`${powers('[1]', 3, '[a, a]')} == [[[[1, 1], [1, 1]], []]]`, many)).toBe(false);
    expect(valueOf('change.files.exists(f, f + "/" + f == "7/7")', many)).toBe(true);
    expect(valueOf('change.files.map(f, f + "/" + f).exists(f, size(f) == 7)', many)).toBe(true);
    const both = 'change.files.exists(f, change.authors.exists(a, f + a == "77"))';
    expect(valueOf(both, many)).toBe(true);
  });
});

describe('patterns', () => {
  it('take time in proportion to the text, where those of JavaScript take forever', () => {
    const reason = `${'x'.repeat(2_000)}!`;
    expect(valueOf('like(request.reason, "(x+x+)+y")', { request: { reason } })).toBe(false);
    expect(valueOf('like(request.reason, "(x|x)*y")', { request: { reason } })).toBe(false);
  });

  it('are given up where they would take too long in all', () => {
    const files = texts(1_000, 'a'.repeat(500));
    expect(errorOf('change.files.all(f, !like(f, "(a?){50}b"))', { change: { files } })).toBe(
      'Its patterns are too much work for these facts.',
    );
  });

  it('have each evaluation to themselves', () => {
    const files = texts(100, 'a'.repeat(100));
    for (let round = 0; round < 20; round++) {
      expect(valueOf('change.files.all(f, !like(f, "(a?){50}b"))', { change: { files } })).toBe(
        true,
      );
    }
  });
});
