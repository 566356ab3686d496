import type { SocketModeClient } from '@slack/socket-mode';
import { z } from 'zod';

export type Guards = {
  /** Slack will close this connection in about ten seconds. */
  onWarning: () => void;
  /** An operator turned Socket Mode off. */
  onDisabled: () => void;
  onFault: (error: unknown) => void;
};

const disconnect = z.object({ type: z.literal('disconnect'), reason: z.string().optional() });
const withoutEvent = z.looseObject({
  type: z.literal('events_api'),
  payload: z.looseObject({ event: z.undefined().optional(), type: z.string() }),
});

/**
 * Stands before the library's reading of messages (3.1.0), which hangs up at the first warning and
 * ends the process on an events payload that has no event, such as `app_rate_limited`.
 */
export function guardMessages(client: SocketModeClient, guards: Guards): void {
  const readers = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown, isBinary: unknown) => {
    const message = readJson(data);
    const ending = disconnect.safeParse(message).data;
    if (ending?.reason === 'warning') return guards.onWarning();
    if (ending?.reason === 'link_disabled') guards.onDisabled();
    const odd = withoutEvent.safeParse(message).data;
    const passed = odd === undefined ? data : JSON.stringify({ ...odd, type: odd.payload.type });
    for (const read of readers) {
      Promise.resolve(read.call(client, passed, isBinary)).catch(guards.onFault);
    }
  });
}

function readJson(data: unknown): unknown {
  try {
    return typeof data === 'string' ? (JSON.parse(data) as unknown) : null;
  } catch {
    return null;
  }
}
