import { describe, expect, it } from 'vitest';
import { renderMessage } from '../../src/chat/slack/render/message.ts';
import { content, state } from './fixtures.ts';

const masked = [
  { rule: 'password', count: 2 },
  { rule: 'aws', count: 1 },
];

describe('a card of a change from which secrets were taken out', () => {
  const drawn = JSON.stringify(renderMessage(content({ state: state({ masked }) }), 'n1').blocks);

  it('says how many are hidden, and that the bot will use what it sent', () => {
    expect(drawn).toContain(
      '3 secrets hidden by Countersign (password and aws); the bot will use what it sent.',
    );
  });

  it('cannot be approved by one click', () => {
    expect(drawn).toContain('"action_id":"review"');
    expect(drawn).not.toContain('"action_id":"approve"');
    expect(drawn).toContain('"action_id":"reject"');
  });
});
