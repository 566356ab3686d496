import { afterEach, beforeEach, expect, it } from 'vitest';
import { readDiff } from '../src/git/diff.ts';
import { Repository } from './support/repository.ts';

let repository: Repository;
beforeEach(() => {
  repository = new Repository();
});
afterEach(() => repository.remove());

const lines = (from: number) => Array.from({ length: 30 }, (_, at) => `line ${from + at}\n`);

it.each([
  ['diff.srcPrefix', 'old/'],
  ['diff.dstPrefix', 'new/'],
  ['diff.context', '0'],
  ['diff.interHunkContext', '20'],
  ['diff.algorithm', 'patience'],
  ['diff.indentHeuristic', 'false'],
  ['diff.renames', 'false'],
  ['diff.suppressBlankEmpty', 'true'],
  ['core.quotePath', 'false'],
])('the diff does not depend on %s, which people set for their own eyes', async (name, value) => {
  repository.write('größe.txt', ['\n', ...lines(0)].join(''));
  repository.write('moved.txt', lines(50).join(''));
  repository.commit('one');
  repository.write('größe.txt', ['\n', 'first\n', ...lines(1), 'last\n'].join(''));
  repository.git('mv', 'moved.txt', 'to.txt');
  repository.commit('two');
  const before = await readDiff('HEAD~1..HEAD', repository.path);
  repository.git('config', name, value);
  expect(await readDiff('HEAD~1..HEAD', repository.path)).toBe(before);
});
