import { describe, expect, it } from 'vitest';
import { MAX_YAML_BYTES, readYaml } from '../../src/yaml/yaml.ts';

const people = `people:
  - { id: ada, name: Ada }
`;

const faultsOf = (text: string) => {
  const read = readYaml(text);
  return read.ok ? read.source.faults : read.faults;
};
const messages = (text: string) => faultsOf(text).map(({ message }) => message);

describe('a document is refused for', () => {
  it.each([
    ['text that is no YAML', 'version: "1', /not valid YAML/],
    ['two documents in one text', `${people}---\n${people}`, /must be one YAML document/],
    ['more than 256 KB', `# ${'x'.repeat(MAX_YAML_BYTES)}`, /larger than 256 KB/],
    ['more than 256 KB of wide characters', `# ${'\u{1F511}'.repeat(65_536)}`, /larger/],
    ['a YAML 1.1 directive', `%YAML 1.1\n---\n${people}`, /no %YAML directive/],
    ['nesting without end', '['.repeat(100_000), /nested too deeply/],
    ['a key that would reach the prototype', `${people}__proto__: { x: 1 }`, /name "__proto__"/],
  ])('%s', (_, text, says) => {
    expect(messages(text)).toContainEqual(expect.stringMatching(says));
  });

  it.each([
    ['an anchor', '&us { id: ada }', '2:9', 'people[0]', /no YAML anchors/],
    ['a tag', '!!str ada', '2:11', 'people[0]', /no YAML tags/],
    ['a key that is no text', '{ [x]: ada }', '2:7', 'people[0]', /plain text/],
    ['a key given twice', '{ id: ada, id: eve }', '2:16', 'people[0].id', /twice/],
  ])('%s, with its place', (_, item, at, path, says) => {
    const found = faultsOf(`people:\n  - ${item}\n`).map(({ line, column, ...fault }) => ({
      ...fault,
      at: `${line}:${column}`,
    }));
    expect(found).toContainEqual({ path, at, message: expect.stringMatching(says) });
  });

  it('aliases that would grow without end', () => {
    const layers = Array.from(
      { length: 30 },
      (_, at) => `l${at + 1}: &l${at + 1} [*l${at}, *l${at}]`,
    );
    const text = ['l0: &l0 [x]', ...layers].join('\n');
    expect(readYaml(text).ok).toBe(false);
    expect(messages(text)).toContainEqual(expect.stringMatching(/no YAML aliases/));
  });

  it('each of as many keys as fit into it', () => {
    const text = Array.from({ length: 12_000 }, (_, at) => `k${at}: 1\nk${at}: 2\n`).join('');
    const read = readYaml(text);
    if (!read.ok) throw new Error('This can be read');
    expect(read.source.faults).toHaveLength(12_000);
    const places = Array.from({ length: 12_000 }, (_, at) =>
      read.source.locate({ path: [`k${at}`], at: 'key', message: '' }),
    );
    // The first of two.
    expect(places.map(({ line }) => line)).toEqual(places.map((_, at) => 2 * at + 1));
  });
});

it('speaks of no policy: configurations are read by it too', () => {
  const texts = [`%YAML 1.1\n---\n${people}`, `${people}---\n${people}`, 'a: &x 1\nb: !t *x\n'];
  for (const message of texts.flatMap(messages)) expect(message).not.toMatch(/policy/i);
});

describe('a document without them', () => {
  it('is a plain value, whose parts have a place', () => {
    const read = readYaml(people);
    if (!read.ok) throw new Error('It was refused.');
    expect(read.source.value).toEqual({ people: [{ id: 'ada', name: 'Ada' }] });
    const finding = { path: ['people', 0, 'name'], message: 'Too short.' };
    expect(read.source.locate(finding)).toEqual({
      path: 'people[0].name',
      line: 2,
      column: 22,
      message: 'Too short.',
    });
    expect(read.source.locate({ ...finding, at: 'key' }).column).toBe(16);
  });
});
