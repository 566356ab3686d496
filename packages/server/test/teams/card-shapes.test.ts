import { expect, it } from 'vitest';
import { textCard } from '../../src/chat/teams/render/activity.ts';
import { renderCard } from '../../src/chat/teams/render/card.ts';
import { content, submission } from '../slack/fixtures.ts';
import { asSent } from './as-sent.ts';

/** What Teams is known to take, field by field: the library may come to write it in another way. */
it('a text is a card of the widest kind, in a version that Teams draws', () => {
  expect(asSent(textCard('Waits.', 'https://teams.example.com/1'))).toEqual({
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.5',
    fallbackText: 'Waits.',
    msteams: { width: 'full' },
    body: [
      { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'Waits.' }] },
      {
        type: 'RichTextBlock',
        inlines: [
          {
            type: 'TextRun',
            text: 'Open the card',
            selectAction: { type: 'Action.OpenUrl', url: 'https://teams.example.com/1' },
          },
        ],
      },
    ],
  });
});

it('a button is one for newer clients, and the same for older ones in its place', () => {
  const { id, control, stage } = content().card;
  const button = {
    title: 'Approve',
    style: 'positive',
    data: { countersign: { verb: 'approve', card: id, control, stage } },
  };
  const { actions } = asSent(renderCard(content())) as { actions: unknown[] };
  expect(actions[0]).toEqual({
    type: 'Action.Execute',
    ...button,
    verb: 'approve',
    fallback: { type: 'Action.Submit', ...button },
  });
});

it('a form unfolds into a card with its input and its button', () => {
  const diff = 'x\n'.repeat(60_000);
  const tall = content({ submission: submission({ change: { diff } }) });
  const { actions } = asSent(renderCard(tall)) as { actions: unknown[] };
  expect(actions).toMatchObject([
    form('Review…', 'Input.Toggle', 'Approve'),
    form('Reject…', 'Input.Text', 'Reject'),
  ]);
});

function form(title: string, input: string, button: string) {
  return {
    type: 'Action.ShowCard',
    title,
    card: {
      type: 'AdaptiveCard',
      body: expect.arrayContaining([expect.objectContaining({ type: input, isRequired: true })]),
      actions: [{ type: 'Action.Execute', title: button, fallback: { title: button } }],
    },
  };
}

it('lines in which spaces count are a code block, and lines of their own where there is none', () => {
  const spaced = content({ submission: submission({ change: { command: ['a  b'] } }) });
  const { body } = asSent(renderCard(spaced)) as { body: { type: string }[] };
  expect(body.find(({ type }) => type === 'CodeBlock')).toMatchObject({
    language: 'PlainText',
    fallback: {
      type: 'Container',
      spacing: 'Small',
      items: [{ type: 'RichTextBlock', spacing: 'None', inlines: [{ fontType: 'Monospace' }] }],
    },
  });
});

it('only those who are named have their own view drawn without asking for it', () => {
  const drawn = renderCard(content(), { refreshFor: ['29:ada'] });
  expect(asSent(drawn)).toMatchObject({
    refresh: { action: { type: 'Action.Execute', verb: 'refresh' }, userIds: ['29:ada'] },
  });
  expect(asSent(renderCard(content()))).not.toHaveProperty('refresh');
});
