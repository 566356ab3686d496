import type { TeamsDoubleOptions } from '../../../src/index.ts';
import {
  ada,
  bob,
  cardAnswer,
  cardMessage,
  deploys,
  gone,
  gus,
  ops,
  secrets,
  startPair,
} from '../support/bot.ts';

const directory: NonNullable<TeamsDoubleOptions['directory']> = {
  people: [
    { aadObjectId: ada, name: 'Ada Lovelace', mail: 'ada@example.com' },
    { aadObjectId: bob, name: 'Grace Hopper' },
    { aadObjectId: gus, name: 'Gus Guest', userType: 'Guest' },
    { aadObjectId: gone, name: 'Paul Past', accountEnabled: false },
  ],
  groups: [{ id: 'g1', displayName: 'release-approvers', members: [ada, bob] }],
  teams: [{ id: ops, name: 'Operations' }],
  channels: [
    { id: deploys, team: ops, name: 'deploys' },
    { id: secrets, team: ops, name: 'security', membershipType: 'private', members: [bob] },
  ],
};

/** A double with people and channels, its bot, and a client with the bot's token. */
export async function startPage() {
  const { bot, double, client } = await startPair({ directory, pace: false });
  bot.replyWith(cardAnswer(settledCard('You approved this.')));
  const post = async (content: object, channel = deploys) => {
    const { body } = await client.start(channel, cardMessage(content));
    return { conversation: String(body['id']), message: String(body['activityId']) };
  };
  return { bot, double, client, post };
}

/** A request for approval as Teams shows it, with a form for the reason of a rejection. */
export const approvalCard = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    {
      type: 'TextBlock',
      text: 'Deploy api to production',
      size: 'large',
      weight: 'bolder',
      wrap: true,
    },
    {
      type: 'FactSet',
      facts: [
        { title: 'Asked by', value: 'deploy-bot for **Ada Lovelace**' },
        { title: 'Needs', value: '1 of release-approvers' },
        { title: 'Commit', value: '[4f1c2a9](https://git.example.com/c/4f1c2a9) on main' },
      ],
    },
    {
      type: 'CodeBlock',
      codeSnippet: '- replicas: 3\n+ replicas: 6',
      language: 'PlainText',
      fallback: {
        type: 'Container',
        style: 'emphasis',
        items: [
          {
            type: 'RichTextBlock',
            inlines: [
              {
                type: 'TextRun',
                text: '- replicas: 3\n+ replicas: 6 <b>&amp;</b>',
                fontType: 'monospace',
              },
            ],
          },
        ],
      },
    },
    {
      type: 'TextBlock',
      text: 'Change digest sha256:9c1f…e07a',
      isSubtle: true,
      size: 'small',
      wrap: true,
    },
  ],
  actions: [
    {
      type: 'Action.Execute',
      title: 'Approve',
      style: 'positive',
      verb: 'approve',
      data: { id: 'r1' },
    },
    {
      type: 'Action.ShowCard',
      title: 'Reject',
      style: 'destructive',
      card: {
        type: 'AdaptiveCard',
        body: [
          {
            type: 'Input.Text',
            id: 'reason',
            label: 'Reason',
            isMultiline: true,
            isRequired: true,
            errorMessage: 'Say why.',
          },
        ],
        actions: [
          {
            type: 'Action.Execute',
            title: 'Send',
            style: 'destructive',
            verb: 'reject',
            data: { id: 'r1' },
          },
        ],
      },
    },
    { type: 'Action.OpenUrl', title: 'Details', url: 'https://countersign.example.com/r1' },
  ],
};

export const settledCard = (what: string) => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    {
      type: 'TextBlock',
      text: 'Deploy api to production',
      size: 'large',
      weight: 'bolder',
      wrap: true,
    },
    { type: 'TextBlock', text: what, color: 'good', wrap: true },
  ],
});
