import { setTimeout as wait } from 'node:timers/promises';
import type { Reporter } from '../../app/context.ts';
import type { Check } from '../operations.ts';
import type { Dispatch } from './dispatch.ts';
import { takeEnvelope, type SlackEnvelope } from './socket-envelope.ts';
import { createLine, type Line } from './socket-line.ts';
import { createUnderWay } from '../under-way.ts';

export type SlackSocketOptions = {
  /** `xapp-…` with `connections:write`. */
  appToken: string;
  apiUrl?: string;
  dispatch: Dispatch;
  report: Reporter;
  /** Resolves after so many milliseconds. */
  after?: (ms: number) => Promise<void>;
};

export type SlackSocket = { check: Check; close: () => Promise<void> };

/** Slack closes a connection every few hours; the second one takes what comes meanwhile. */
const LINES = 2;

/** Slack's Socket Mode, for a service that Slack can't reach. Keeps connecting until it is closed. */
export function startSlackSocket(options: SlackSocketOptions): SlackSocket {
  const after = options.after ?? ((ms) => wait(ms, undefined, { ref: false }));
  const underWay = createUnderWay();
  const take = (envelope: SlackEnvelope) => void underWay.track(takeEnvelope(options, envelope));
  const lines: Line[] = Array.from({ length: LINES }, () =>
    createLine({ ...options, after, take }),
  );
  return {
    check: async () => {
      if (lines.some((line) => line.problem() === null)) return { ok: true };
      return { ok: false, reason: lines[0]?.problem() ?? 'Socket Mode is not connected.' };
    },
    close: async () => {
      // What came in is still answered, on the connection that it came by.
      await Promise.race([underWay.settled(), after(1_000)]);
      await Promise.all(lines.map((line) => line.close()));
      await underWay.settled();
    },
  };
}
