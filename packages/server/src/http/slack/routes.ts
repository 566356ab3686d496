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
import { problemOf } from '../problem.ts';
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

const BODY_LIMIT = 1_024 * 1_024;

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
    // The signature is over the very bytes, so nobody may parse them first.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_, body, done) =>
      done(null, body),
    );
    for (const [path, read] of Object.entries(readers)) {
      app.post(path, { schema: { hide: true } }, async (request, reply) => {
        await underWay.track(take(options, read, request, reply));
        return reply;
      });
      // Link previews and prefetching read addresses; nothing may come of it.
      app.route({
        method: ['GET', 'PUT', 'PATCH', 'DELETE'],
        url: path,
        schema: { hide: true },
        handler: async (_, reply) => {
          reply.header('allow', 'POST');
          return refuse(reply, 'method_not_allowed', 'Slack sends its requests by POST.');
        },
      });
    }
  };
}

async function take(
  { signingSecret, dispatch, now, onRefused }: SlackRoutesOptions,
  read: (body: Uint8Array) => SlackInput,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
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

async function refuse(
  reply: FastifyReply,
  code: 'unauthenticated' | 'method_not_allowed',
  detail: string,
): Promise<void> {
  const problem = problemOf(code, detail);
  await reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}
