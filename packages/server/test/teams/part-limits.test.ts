import { expect, it } from 'vitest';
import { cardMessage } from '../../src/chat/teams/render/activity.ts';
import { partCards } from '../../src/chat/teams/render/parts.ts';

it.each([
  ['tabs', '\t'],
  ['indented lines', `${'\t'.repeat(50)}x\n`],
  ['quotes', '"'],
  ['macros', '{{DATE('],
  ['short lines', 'x\n'],
  ['emoji', '😀'],
  ['invisible characters', '\u200b'],
])('each part of a change full of %s stays below 80 KB', (_, unit) => {
  const parts = partCards('The whole change', unit.repeat(120_000 / unit.length));
  for (const part of parts) {
    const size = Buffer.byteLength(JSON.stringify(cardMessage(part)), 'utf16le');
    expect(size).toBeLessThanOrEqual(80_000);
  }
});
