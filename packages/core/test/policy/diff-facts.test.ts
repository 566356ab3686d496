import { expect, it } from 'vitest';
import { diffFacts } from '../../src/policy/diff-facts.ts';

const header = 'diff --git a/docs/x.md b/docs/x.md\nindex 1111111..2222222 100644\n';
const names = '--- a/docs/x.md\n+++ b/docs/x.md\n';
const hunk = '@@ -1,2 +1,3 @@ title\n one\n-two\n+zwei\n+drei\n';
const evil = '+evil\n'.repeat(50);

it('a diff says which files and how many lines', () => {
  expect(diffFacts(header + names + hunk)).toEqual({
    files: ['docs/x.md'],
    filesChanged: 1,
    linesAdded: 2,
    linesRemoved: 1,
  });
});

it.each([
  [
    'a new file',
    'diff --git a/n b/n\nnew file mode 100644\nindex 0..1\n--- /dev/null\n+++ b/n\n@@ -0,0 +1 @@\n+x\n',
    ['n'],
  ],
  [
    'a rename',
    'diff --git a/o b/n\nsimilarity index 100%\nrename from o\nrename to n\n',
    ['o', 'n'],
  ],
  [
    'no line end',
    `${names}@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n`,
    ['docs/x.md'],
  ],
  ['lines that look like names', `${names}@@ -1,2 +1,2 @@\n--- a\n+++ b\n c\n`, ['docs/x.md']],
])('%s is read', (_, diff, files) => {
  expect(diffFacts(diff).files).toEqual(files);
});

it.each([
  ['lines before it', evil + header + names + hunk],
  ['lines after it', header + names + hunk + evil],
  ['lines without a hunk', header + evil],
  ['lines beyond the length of a hunk', header + names + hunk + '+more\n'],
  ['fewer lines than a hunk says', header + names + '@@ -1,2 +1,3 @@\n one\n'],
  ['words', 'hello\n' + evil],
  ['a binary patch', `${header}GIT binary patch\nliteral 3\nKcmZQ\n`],
  ['nothing', ''],
])('one with %s is unknown, which is stricter', (_, diff) => {
  expect(diffFacts(diff)).toEqual({});
});
