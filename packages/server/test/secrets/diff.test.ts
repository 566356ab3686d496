import { parsePatch } from 'diff';
import { expect, it } from 'vitest';
import { createMasker } from '../../src/secrets/mask.ts';
import { awsId, pem } from './samples.ts';

const mask = createMasker();

function marked(mark: string, text: string): string {
  return text.replace(/^/gmu, mark);
}

function diffOf(body: string): string {
  const lines = body.split('\n');
  const count = (mark: string) =>
    lines.filter((l) => l.startsWith(' ') || l.startsWith(mark)).length;
  return `diff --git a/k b/k\n--- a/k\n+++ b/k\n@@ -1,${count('-')} +1,${count('+')} @@\n${body}\n`;
}

it.each([
  ['added', marked('+', pem)],
  ['removed', marked('-', pem)],
  ['unchanged', marked(' ', pem)],
  ['indented', marked('+    ', pem)],
  ['commented out', marked('+# ', pem)],
  ['replaced line by line', pem.replace(/^.*$/gmu, '-$&\n+$&')],
])('a private key that is %s is masked, and the diff still parses', async (_, body) => {
  const original = diffOf(` before\n${body}\n after`);
  const { text, found } = await mask(original);
  for (const line of pem.split('\n')) expect(text).not.toContain(line.slice(1));
  expect(text.split('\n').map((line) => line[0])).toEqual(
    original.split('\n').map((line) => line[0]),
  );
  expect(parsePatch(text)[0]?.hunks[0]?.lines).toHaveLength(body.split('\n').length + 2);
  expect(text).toContain('\n before\n');
  expect(text).toContain('\n after\n');
  expect(found[0]?.rule).toBe('private-key');
});

it('headers between two halves of a key stay', async () => {
  const [top, bottom] = [pem.split('\n').slice(0, 5), pem.split('\n').slice(-5)];
  const original = `${diffOf(marked(' ', top.join('\n')))}${diffOf(marked(' ', bottom.join('\n')))}`;
  const { text } = await mask(original);
  expect(text).not.toContain(top[3]);
  expect(parsePatch(text)).toHaveLength(2);
  expect(text.split('\n').filter((line) => /^(?:diff|---|\+\+\+|@@) /u.test(line))).toHaveLength(8);
});

it('a secret in a line of a diff is masked alone', async () => {
  const { text } = await mask(diffOf(` a\n-id = ${awsId}\n+id = other\n b`));
  expect(text).toContain('\n a\n-id = [masked: aws]\n+id = other\n b\n');
});

it('Windows line ends stay', async () => {
  const { text } = await mask(marked('+', pem).replaceAll('\n', '\r\n'));
  expect(text.split('\r\n')).toHaveLength(pem.split('\n').length);
});
