import { quote } from '../text/quote.ts';

/**
 * One thing that is wrong with a YAML document. `path` is as in `rules[0].stages[1].quorum`, empty
 * for the document; line and column count from 1, columns in UTF-16 units.
 */
export type YamlFault = {
  path: string;
  line: number;
  column: number;
  message: string;
  hint?: string;
};

export type Path = readonly (string | number)[];

/**
 * A fault whose place is known by path only. `at` says which end of a `key: value` it is about;
 * `within` where in the text that the value is, counted from 1.
 */
export type Finding = {
  path: Path;
  at?: 'key' | 'value';
  within?: { line: number; column: number };
  message: string;
  hint?: string;
};

export function pathText(path: Path): string {
  return path.map(step).join('').replace(/^\./, '');
}

function step(name: string | number): string {
  if (typeof name === 'number') return `[${name}]`;
  return /^[\w-]+$/.test(name) ? `.${name}` : `[${quote(name)}]`;
}
