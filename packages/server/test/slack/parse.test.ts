import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseCommand,
  parseEvent,
  parseInteractivity,
  readCommand,
  readEvent,
  readInteractivity,
} from '../../src/chat/slack/parse.ts';

const click = {
  type: 'block_actions',
  team: { id: 'T1', domain: 'acme' },
  enterprise: null,
  user: { id: 'U1', team_id: 'T1' },
  trigger_id: '1.2.3',
  response_url: 'https://hooks.slack.com/actions/1',
  channel: { id: 'C1' },
  container: { type: 'message', channel_id: 'C1', message_ts: '1.1' },
  actions: [{ type: 'button', action_id: 'approve', value: 'ctl_1' }],
};

describe('a click', () => {
  it('is who clicked what, where', () => {
    expect(parseInteractivity(click)).toEqual({
      type: 'button',
      origin: { team: 'T1', enterprise: null },
      account: { platform: 'slack', team: 'T1', user: 'U1' },
      action: 'approve',
      value: 'ctl_1',
      channel: 'C1',
      message: '1.1',
      triggerId: '1.2.3',
      responseUrl: 'https://hooks.slack.com/actions/1',
    });
  });

  it('of an org-wide install has no team but an enterprise', () => {
    const org = {
      ...click,
      team: null,
      enterprise: { id: 'E1' },
      user: { id: 'U1', team_id: 'E1' },
    };
    expect(parseInteractivity(org)).toMatchObject({
      origin: { team: null, enterprise: 'E1' },
      account: { team: 'E1', user: 'U1' },
    });
  });

  it.each([
    ['another action', { actions: [{ ...click.actions[0], action_id: 'other' }] }],
    ['no button', { actions: [{ ...click.actions[0], type: 'overflow' }] }],
    ['no value', { actions: [{ ...click.actions[0], value: '' }] }],
    ['no action', { actions: [] }],
    ['no user', { user: {} }],
    ['another type', { type: 'shortcut' }],
  ])('with %s is nothing of ours', (_, more) => {
    expect(parseInteractivity({ ...click, ...more })).toMatchObject({ type: 'ignored' });
  });
});

describe('anything at all', () => {
  const known = fc.constantFrom('type', 'team', 'user', 'view', 'event', 'actions', 'event_id');
  const json = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(fc.oneof(known, fc.string()), fc.jsonValue()),
    fc.dictionary(known, fc.jsonValue()).map((more) => ({ ...click, ...more })),
    fc.dictionary(known, fc.jsonValue()).map((event) => ({
      type: 'event_callback',
      event_id: 'Ev1',
      event: { type: 'message_metadata_posted', ...event },
    })),
  );

  it('is read or ignored, and never an error', () => {
    fc.assert(
      fc.property(json, (payload) => {
        for (const parse of [parseInteractivity, parseCommand, parseEvent]) {
          expect(parse(payload).type).toBeTypeOf('string');
        }
      }),
      { numRuns: 500 },
    );
  });

  it('as bytes is read or ignored, and never an error', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.string().map((s) => Buffer.from(`payload=${s}`)),
        ),
        (body) => {
          expect(parseInteractivity(readInteractivity(body)).type).toBe('ignored');
          expect(parseCommand(readCommand(body)).type).toBe('ignored');
          expect(parseEvent(readEvent(body)).type).toBe('ignored');
        },
      ),
    );
  });
});
