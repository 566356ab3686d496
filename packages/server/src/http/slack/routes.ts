import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { SlackInput } from '../../chat/slack/input.ts';
import {
  parseCommand,
  parseEvent,
  parseInteractivity,
  readCommand,
  readEvent,
  readInteractivity,
} from '../../chat/slack/parse.ts';
import { verifySlackRequest } from '../../chat/slack/verify.ts';
import { bytesOf, rawPost, readRawBodies, refuse } from '../raw-posts.ts';
import type { Ack } from './answer.ts';
import type { Dispatch } from './dispatch.ts';
import { createUnderWay } from '../under-way.ts';

export type SlackRoutesOptions = {
  signingSecret: string;
  dispatch: Dispatch;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Told of what was refused, for operators. */
  onRefused: (why: string) => void;
};

/** What each path's bytes say, once they are proven. */
const readers: { [path: string]: (body: Uint8Array) => SlackInput } = {
  '/slack/interactivity': (body) => parseInteractivity(readInteractivity(body)),
  '/slack/commands': (body) => parseCommand(readCommand(body)),
  '/slack/events': (body) => parseEvent(readEvent(body)),
};

/** Slack's requests over HTTP: bytes, proof, input, dispatch. Nothing is read before it is proven. */
export function slackRoutes(options: SlackRoutesOptions): FastifyPluginAsync {
  return async (app) => {
    const underWay = createUnderWay();
    app.addHook('onClose', underWay.settled);
    readRawBodies(app);
    for (const [path, read] of Object.entries(readers)) {
      rawPost(app, path, (request, reply) => underWay.track(take(options, read, request, reply)));
    }
  };
}

async function take(
  { signingSecret, dispatch, now, onRefused }: SlackRoutesOptions,
  read: (body: Uint8Array) => SlackInput,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const body = bytesOf(request);
  const verified = verifySlackRequest(signingSecret, { headers: request.headers, body }, now());
  if (!verified.ok) {
    onRefused(verified.why);
    return refuse(reply, 'unauthenticated', 'This is not signed as Slack signs its requests.');
  }
  const ack: Ack = async (answer) => {
    if (answer === undefined) await reply.code(200).send();
    else await reply.code(200).type('application/json').send(JSON.stringify(answer));
  };
  const retry = Number(request.headers['x-slack-retry-num'] ?? 0) || 0;
  await dispatch(read(body), ack, retry);
}
