import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { parseActivity } from '../../chat/teams/parse.ts';
import type { TeamsGuard } from '../../chat/teams/verify.ts';
import { problemOf } from '../problem.ts';
import { createUnderWay } from '../under-way.ts';
import type { Dispatch } from './dispatch.ts';

export type TeamsRoutesOptions = {
  guard: TeamsGuard;
  dispatch: Dispatch;
  /** Told of what was refused, for operators. */
  onRefused: (why: string) => void;
};

const BODY_LIMIT = 1_024 * 1_024;
const PATH = '/teams/messages';

/** Teams' activities: bytes, proof, input, dispatch. Nothing is believed before it is proven. */
export function teamsRoutes(options: TeamsRoutesOptions): FastifyPluginAsync {
  return async (app) => {
    const underWay = createUnderWay();
    app.addHook('onClose', underWay.settled);
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_, body, done) =>
      done(null, body),
    );
    app.post(PATH, { schema: { hide: true } }, async (request, reply) => {
      await take(options, underWay, request, reply);
      return reply;
    });
    app.route({
      method: ['GET', 'PUT', 'PATCH', 'DELETE'],
      url: PATH,
      schema: { hide: true },
      handler: async (_, reply) => {
        reply.header('allow', 'POST');
        return refuse(reply, 'method_not_allowed', 'Teams sends its activities by POST.');
      },
    });
  };
}

async function take(
  { guard, dispatch, onRefused }: TeamsRoutesOptions,
  underWay: ReturnType<typeof createUnderWay>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const verified = await guard({ authorization: request.headers.authorization, body });
  if (!verified.ok) {
    onRefused(verified.why);
    if (verified.down) {
      return refuse(reply, 'unavailable', 'Whether this is from Teams could not be checked now.');
    }
    return refuse(reply, 'unauthenticated', 'This does not carry a token as Teams sends it.');
  }
  const { answer, done } = dispatch(parseActivity(verified.activity));
  const tracked = underWay.track(done);
  const said = await answer;
  if (said === null) {
    // Messages are answered by messages; Teams sends again what is not acknowledged in time.
    await reply.code(202).send();
  } else {
    await reply.code(200).type('application/json').send(JSON.stringify(said));
  }
  await tracked;
}

async function refuse(
  reply: FastifyReply,
  code: 'unauthenticated' | 'method_not_allowed' | 'unavailable',
  detail: string,
): Promise<void> {
  const problem = problemOf(code, detail);
  await reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}
