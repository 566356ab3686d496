import { describe, expect, it } from 'vitest';
import type { RequestView } from '@countersign/core/wire/types';
import { LiveBlock } from '../src/cli/show/block.ts';
import type { Style } from '../src/cli/show/style.ts';
import { shellLine } from '@countersign/core/text/shell';
import { fit, widthOf } from '../src/cli/show/text.ts';
import { lasting } from '../src/cli/show/time.ts';
import { waitingLines } from '../src/cli/show/waiting.ts';
import { aStage, viewOf } from './support/views.ts';

const same = (text: string) => text;
const plain: Style = { good: same, bad: same, busy: same, strong: same, dim: same };
const hint = 'Ctrl-C takes the request back';

function pending(): RequestView {
  const view = viewOf('req_1', {
    action: 'deploy',
    resource: 'payments-api',
    environment: 'production',
  });
  const at = '2026-11-22T15:31:00.000Z';
  const approvals = [{ person: { id: 'p1', name: 'Ada Lovelace' }, at }];
  return {
    ...view,
    stages: [
      aStage({
        name: 'security',
        state: 'passed',
        quorum: 1,
        groups: ['security'],
        approvals,
        missing: 0,
      }),
      aStage({
        name: 'release',
        state: 'open',
        quorum: 2,
        groups: ['sre', 'release-managers'],
        approvals,
        missing: 1,
      }),
    ],
  };
}

describe('the block that is drawn while people decide', () => {
  const now = Date.parse('2026-11-22T15:32:00.000Z');
  const scene = { view: pending(), now, until: now + 1_122_000, hint };

  it('says who has approved, who is missing, where, and how long', () => {
    expect(waitingLines({ ...scene, columns: 80 }, plain)).toEqual([
      '● Waiting for 1 more approval from sre or release-managers         18m 42s left',
      '  ✓ security  Ada Lovelace 15:31 UTC',
      '  ○ release   1 of 2 from sre or release-managers: Ada Lovelace 15:31 UTC',
      '  Asked in Slack #deploys  https://acme.slack.com/archives/C1/p1',
      '  Ctrl-C takes the request back',
    ]);
  });

  it('cuts what does not fit into 60 columns, and never a link', () => {
    const lines = waitingLines({ ...scene, columns: 60, trouble: 'x'.repeat(99) }, plain);
    expect(lines.filter((line) => widthOf(line) > 60)).toEqual([]);
    expect(lines).toContain('  https://acme.slack.com/archives/C1/p1');
  });

  it.each([20, 33, 44, 61, 79, 100, 200])('fits %i columns, but for the link', (columns) => {
    const lines = waitingLines({ ...scene, columns }, plain).filter(
      (line) => !line.includes('https:'),
    );
    expect(lines.filter((line) => widthOf(line) > columns)).toEqual([]);
  });
});

/** Enough of a terminal to see what a block leaves on it. */
function screenOf(output: string, columns: number): string[] {
  const rows: string[] = [''];
  let [row, column] = [0, 0];
  for (const [token] of output.matchAll(/\p{Cc}\[[?\d]*[A-Za-z]|[\s\S]/gu)) {
    const [, digits = '', kind] = /^\p{Cc}\[\??(\d*)([A-Za-z])$/u.exec(token) ?? [];
    if (token === '\r') column = 0;
    else if (token === '\n') [row, column] = [row + 1, 0];
    else if (kind === 'A') row -= Number(digits);
    else if (kind === 'K') rows[row] = (rows[row] ?? '').slice(0, column);
    else if (kind === 'J') rows.splice(row, rows.length, (rows[row] ?? '').slice(0, column));
    else if (kind === undefined) {
      if (column === columns) [row, column] = [row + 1, 0];
      rows[row] = (rows[row] ?? '').slice(0, column) + token + (rows[row] ?? '').slice(column + 1);
      column++;
    }
    rows[row] ??= '';
  }
  return rows;
}

function draw(columns: number, frames: string[][], last: string[]) {
  const writes: string[] = [];
  const stream = { columns, write: (text: string) => writes.push(text) };
  const block = new LiveBlock(stream as unknown as NodeJS.WriteStream);
  for (const frame of frames) block.draw(frame);
  block.finish(last);
  return { writes, screen: screenOf(writes.join(''), columns) };
}

describe('a live block', () => {
  it('replaces each frame by the next, whatever their heights', () => {
    const frames = [['one', 'two', 'three'], ['longer than before'], ['a', 'b'], ['a', 'b']];
    const { screen, writes } = draw(40, frames, ['done']);
    expect(screen).toEqual(['done', '']);
    // One write a frame, none for a frame that is the same.
    expect(writes).toHaveLength(4);
  });

  it('counts the rows of lines that wrap, up to the very edge', () => {
    for (const width of [9, 10, 11, 19, 20, 21, 35]) {
      const { screen } = draw(10, [['x'.repeat(width), 'y'], ['z'], ['x'.repeat(width)]], ['end']);
      expect(screen).toEqual(['end', '']);
    }
  });

  it('shows the cursor again', () => {
    const { writes } = draw(40, [['one']], []);
    expect(writes.join('').lastIndexOf('\u001B[?25h')).toBeGreaterThan(
      writes.join('').lastIndexOf('\u001B[?25l'),
    );
  });
});

describe('text on a terminal', () => {
  it('is as wide as it looks', () => {
    expect(['abc', '日本', '✓ é', '👩‍💻', '\u001B[1mab\u001B[0m'].map(widthOf)).toEqual([
      3, 4, 3, 2, 2,
    ]);
  });
  it('is cut between characters', () => {
    expect(fit('日本語', 5)).toBe('日本…');
    expect(fit('abc', 3)).toBe('abc');
  });
  it('tells durations in two units at most', () => {
    expect([0, 9_000, 1_122_000, 7_500_000, 180_000_000].map(lasting)).toEqual([
      '0s',
      '9s',
      '18m 42s',
      '2h 05m',
      '2d 02h',
    ]);
  });
});

describe('a command on a terminal', () => {
  it.each([
    [['./deploy.sh', '--fast'], './deploy.sh --fast'],
    [['sh', '-c', 'echo "a b"'], `sh -c 'echo "a b"'`],
    [['echo', "it's", ''], `echo 'it'\\''s' ''`],
    [['echo', 'a\nb', 'a b'], `echo $'a\\nb' 'a b'`],
    [['echo', '\u001b[2J'], `echo $'\\u001B[2J'`],
    [['echo', 'a\u202eb'], `echo $'a\\u202Eb'`],
    [['A=1', 'B=2', 'a,'], `'A=1' B=2 a,`],
  ])('reads back as the same words: %j', (command, line) => {
    expect(shellLine(command)).toBe(line);
  });
});
