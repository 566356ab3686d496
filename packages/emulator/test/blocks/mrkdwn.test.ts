import { describe, expect, it } from 'vitest';
import { mrkdwn } from '../../src/blocks/render/mrkdwn.ts';
import { context } from './context.ts';
import { readVectors, type Vector } from './vectors.ts';

/** Without the space that our templates put inside tags, and that Intl puts before AM and PM. */
const tidy = (html: string) =>
  html
    .replaceAll('\u202f', ' ')
    .replaceAll('<br />', '<br>')
    .replaceAll(/(?<="|<\/a)\s+>/g, '>');

describe('mrkdwn is drawn as Slack draws it', () => {
  const vectors = readVectors<Vector & { mrkdwn: string; html: string }>('mrkdwn.json');
  it.each(vectors)('$name', (vector) => {
    expect(tidy(mrkdwn(vector.mrkdwn, context).source)).toBe(vector.html);
  });

  it('leaves bare addresses alone in verbatim text', () => {
    const text = 'at https://example.com';
    expect(mrkdwn(text, context, { verbatim: true }).source).toBe(text);
  });

  it('takes 40,000 marks without stalling', () => {
    expect(mrkdwn('*a '.repeat(13_000), context).source).toContain('*a');
  });
});
