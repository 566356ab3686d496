import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { parseActivity } from '../../chat/teams/parse.ts';
import type { TeamsGuard } from '../../chat/teams/verify.ts';
import { bytesOf, rawPost, readRawBodies, refuse } from '../raw-posts.ts';
import { createUnderWay } from '../under-way.ts';
import type { Dispatch } from './dispatch.ts';

export type TeamsRoutesOptions = {
  guard: TeamsGuard;
  dispatch: Dispatch;
  /** Told of what was refused, for operators. */
  onRefused: (why: string) => void;
};

const PATH = '/teams/messages';

/** Teams' activities: bytes, proof, input, dispatch. Nothing is believed before it is proven. */
export function teamsRoutes(options: TeamsRoutesOptions): FastifyPluginAsync {
  return async (app) => {
    const underWay = createUnderWay();
    app.addHook('onClose', underWay.settled);
    readRawBodies(app);
    rawPost(app, PATH, (request, reply) => take(options, underWay, request, reply));
  };
}

async function take(
  { guard, dispatch, onRefused }: TeamsRoutesOptions,
  underWay: ReturnType<typeof createUnderWay>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { authorization } = request.headers;
  const verified = await guard({ authorization, body: bytesOf(request) });
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
