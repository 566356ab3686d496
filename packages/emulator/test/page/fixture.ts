import type { KnownBlock, ModalView } from '@slack/types';
import { WebClient } from '@slack/web-api';
import type { SlackDoubleOptions } from '../../src/index.ts';
import { botToken, startPair } from '../support/app.ts';

const workspace: NonNullable<SlackDoubleOptions['workspace']> = {
  team: { name: 'Analytical Engines' },
  users: [
    { id: 'U1ADA', name: 'ada', real_name: 'Ada Lovelace' },
    { id: 'U2GRACE', name: 'grace', real_name: 'Grace Hopper' },
    { id: 'U3GUS', name: 'gus', real_name: 'Gus Guest', is_restricted: true },
    { id: 'U4OLGA', name: 'olga', real_name: 'Olga Other', is_stranger: true, team_id: 'T0OTHER' },
    { id: 'U5GONE', name: 'gone', real_name: 'Paul Past', deleted: true },
  ],
  usergroups: [
    { id: 'S1REL', handle: 'release-approvers', users: ['U1ADA', 'U2GRACE'] },
    { id: 'S2SEC', handle: 'security', users: ['U2GRACE'] },
  ],
  channels: [
    {
      id: 'C1DEPLOYS',
      name: 'deploys',
      members: ['U1ADA', 'U2GRACE', 'U3GUS', 'U4OLGA'],
      is_ext_shared: true,
    },
    { id: 'C2DATA', name: 'data-jobs', members: ['U1ADA', 'U2GRACE'] },
    { id: 'G3SEC', name: 'security', is_private: true, members: ['U2GRACE'] },
  ],
};

export const channel = 'C1DEPLOYS';

/** A double with people and channels, its app, and a client of the app's bot. */
export async function startPage() {
  const { app, double } = await startPair({ workspace, pace: false });
  const client = new WebClient(botToken, {
    slackApiUrl: double.apiUrl,
    retryConfig: { retries: 0 },
  });
  const post = async (blocks: KnownBlock[], thread_ts?: string): Promise<string> => {
    const text = 'Approval needed';
    const to = thread_ts === undefined ? { channel } : { channel, thread_ts };
    return (await client.chat.postMessage({ ...to, text, blocks })).ts ?? '';
  };
  return { app, double, client, post };
}

const plain = (text: string) => ({ type: 'plain_text', text }) as const;

/** A request for approval, with text that must stay text. */
export const card: KnownBlock[] = [
  { type: 'header', text: plain('Deploy api to production') },
  {
    type: 'section',
    fields: [
      { type: 'mrkdwn', text: '*Asked by*\n`deploy-bot` for <@U1ADA>' },
      { type: 'mrkdwn', text: '*Needs*\n1 of <!subteam^S1REL>' },
      { type: 'mrkdwn', text: '*Commit*\n<https://git.example.com/c/4f1c2a9|4f1c2a9> on `main`' },
      { type: 'mrkdwn', text: '*Expires*\n<!date^4102444800^{date_short} at {time}|later>' },
    ],
  },
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_preformatted',
        elements: [
          { type: 'text', text: '- replicas: 3\n+ replicas: 6\n+ image: api:1.42.0 <b>&amp;</b>' },
        ],
      },
    ],
  },
  {
    type: 'context',
    elements: [{ type: 'mrkdwn', text: 'Change digest `sha256:9c1f…e07a` · policy `prod` v7' }],
  },
  {
    type: 'actions',
    block_id: 'decide',
    elements: [
      {
        type: 'button',
        action_id: 'approve',
        style: 'primary',
        text: plain('Approve'),
        value: 'o1',
      },
      {
        type: 'button',
        action_id: 'reject',
        style: 'danger',
        text: plain('Reject'),
        value: 'o1',
      },
      {
        type: 'button',
        action_id: 'abort',
        text: plain('Stop all'),
        value: 'o1',
        confirm: {
          title: plain('Stop every deploy?'),
          text: { type: 'mrkdwn', text: 'Running deploys are *rolled back*.' },
          confirm: plain('Stop all'),
          deny: plain('Keep going'),
          style: 'danger',
        },
      },
    ],
  },
];

export const settledCard: KnownBlock[] = [
  ...card.slice(0, 3),
  {
    type: 'section',
    block_id: 'settled',
    text: { type: 'mrkdwn', text: ':white_check_mark: *Approved* by <@U2GRACE>' },
  },
  { type: 'context', elements: [{ type: 'mrkdwn', text: 'Entry 184 of the log' }] },
];

export const loading: ModalView = {
  type: 'modal',
  title: plain('One moment'),
  blocks: [{ type: 'section', text: plain(':hourglass_flowing_sand: Fetching the request…') }],
};

export const rejectModal: ModalView = {
  type: 'modal',
  title: plain('Reject the change'),
  submit: plain('Reject'),
  close: plain('Cancel'),
  notify_on_close: true,
  blocks: [
    {
      type: 'section',
      text: { type: 'mrkdwn', text: '*Deploy api to production*, asked by `deploy-bot`' },
    },
    {
      type: 'input',
      block_id: 'reason',
      label: plain('Reason'),
      hint: plain('The bot and its owner will read it.'),
      element: { type: 'plain_text_input', action_id: 'reason', multiline: true },
    },
    {
      type: 'input',
      block_id: 'kind',
      optional: true,
      label: plain('What should happen next?'),
      element: {
        type: 'radio_buttons',
        action_id: 'kind',
        options: [
          { text: plain('Try again after a change'), value: 'again' },
          { text: plain('Do not ask again'), value: 'never' },
        ],
      },
    },
  ],
};
