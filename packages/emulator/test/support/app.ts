import { onTestFinished } from 'vitest';
import { type SlackDouble, type SlackDoubleOptions, startSlackDouble } from '../../src/index.ts';
import { patient } from './patient.ts';
import { type Recorder, startRecorder } from './recorder.ts';

export { answerJson } from './recorder.ts';

export const signingSecret = '8f742231b10e8888abcd99yyyzzz85a5';
export const botToken = 'xoxb-1-emulated';
export const appToken = 'xapp-1-emulated';

/** The interaction payload, the command's fields or the event. */
interface Sent {
  payload: Record<string, unknown>;
}

export type TestApp = Recorder<Sent>;

/** An app that records what Slack sends it. */
function startApp(): Promise<TestApp> {
  return startRecorder(({ headers, body }) => ({
    payload: decode(headers['content-type'] ?? '', body),
  }));
}

export const workspace: NonNullable<SlackDoubleOptions['workspace']> = {
  users: [
    { id: 'U1ADA', name: 'ada', email: 'ada@example.com' },
    { id: 'U2BOB', name: 'bob', email: 'bob@example.com' },
    { id: 'U3GUEST', name: 'gus', is_restricted: true },
    { id: 'U4OTHER', name: 'olga', is_stranger: true, team_id: 'T0OTHER' },
    { id: 'U5GONE', name: 'gone', deleted: true },
  ],
  usergroups: [{ id: 'S1OPS', handle: 'ops', users: ['U1ADA'] }],
  channels: [
    { id: 'C1OPS', name: 'ops', members: ['U1ADA', 'U2BOB', 'U4OTHER'], is_ext_shared: true },
    { id: 'C2ARCHIVED', is_archived: true },
    { id: 'C3UNINVITED', is_member: false },
    { id: 'G4SECRET', is_private: true, is_member: false },
    { id: 'G5PRIVATE', is_private: true, members: ['U1ADA'] },
  ],
};

/** A double that ends with the test. */
export async function startDouble(options: Partial<SlackDoubleOptions> = {}): Promise<SlackDouble> {
  const double = patient(
    await startSlackDouble({
      signingSecret,
      botToken,
      workspace,
      ackTimeoutMs: 60_000,
      ...options,
    }),
  );
  onTestFinished(() => double.close());
  return double;
}

/** A double and an app that know each other. */
export async function startPair(options: Partial<SlackDoubleOptions> = {}) {
  const app = await startApp();
  const requestUrls = {
    interactivity: `${app.url}/interactivity`,
    commands: `${app.url}/commands`,
    events: `${app.url}/events`,
  };
  const double = await startDouble({ requestUrls, ...options });
  return { app, double };
}

export const buttons = [
  {
    type: 'actions',
    block_id: 'decide',
    elements: [
      {
        type: 'button',
        action_id: 'approve',
        value: 'opaque-1',
        text: { type: 'plain_text', text: 'Approve' },
      },
    ],
  },
];

function decode(type: string, body: string): Record<string, unknown> {
  if (type.startsWith('application/json')) return JSON.parse(body) as Record<string, unknown>;
  const form = Object.fromEntries(new URLSearchParams(body));
  const { payload } = form;
  return payload === undefined ? form : (JSON.parse(payload) as Record<string, unknown>);
}
