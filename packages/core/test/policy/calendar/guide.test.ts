import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { nextWindow } from '../../../src/policy/calendar/find.ts';
import { formatMoment } from './format.ts';
import { faultsOf, windowOf } from './support.ts';

const guide = readFileSync(
  new URL('../../../../../docs/guides/freeze-windows.md', import.meta.url),
  'utf8',
);

/** Each example with the text that follows it. */
function examples(kind: string): [yaml: string, text: string][] {
  const fences = guide.matchAll(/^```yaml (\w+)\n(.*?)^```\n\n```text\n(.*?)^```$/gms);
  return [...fences]
    .filter((fence) => fence[1] === kind)
    .map(([, , yaml = '', text = '']) => [yaml, text]);
}

describe('the guide to freeze windows', () => {
  it.each(examples('window'))('shows when this is:\n%s', (yaml, text) => {
    const window = windowOf(parse(yaml));
    let moment = 0;
    const lines = text
      .trimEnd()
      .split('\n')
      .map(() => {
        const next = nextWindow(window, moment);
        if (next === undefined) return 'never';
        moment = next.from;
        return [next.from, next.to].map((at) => formatMoment(window.zone, at)).join(' - ');
      });
    expect(`${lines.join('\n')}\n`).toBe(text);
  });

  it.each(examples('faults'))('shows what is wrong with this:\n%s', (yaml, text) => {
    expect(`${faultsOf(parse(yaml)).join('\n')}\n`).toBe(text);
  });

  it('has its examples followed by what they come to', () => {
    const all = guide.match(/^```yaml/gm) ?? [];
    expect(examples('window').length + examples('faults').length).toBe(all.length);
    expect(all.length).toBe(9);
  });
});
