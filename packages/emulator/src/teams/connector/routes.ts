import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { baseOf, type Conversation, resolve } from '../conversations.ts';
import type { Operation } from '../faults.ts';
import { contentOf } from '../messages.ts';
import { type Answer, serve } from '../serve.ts';
import { refreshEverybody } from '../people/refresh.ts';
import type { Teams } from '../teams.ts';
import { readActivity } from './activity.ts';
import { authorize } from './authorize.ts';
import { channelIn, createConversation } from './create-conversation.ts';
import { getMember, getMembers, getPagedMembers } from './members.ts';
import { admit, ownMessage, send } from './send.ts';
import { getTeam, getTeamChannels } from './teams-info.ts';

interface In {
  Params: { conversation: string; activity: string; team: string; '*': string };
}

type Request = FastifyRequest<In>;

const page = z.object({
  pageSize: z.coerce.number().int().optional(),
  continuationToken: z.string().optional(),
});

const targeting = z.object({ isTargetedActivity: z.string().optional() });

/**
 * The Bot Connector's REST API as Teams serves it, below the service URL.
 * Source: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
 */
export function registerConnector(app: FastifyInstance, teams: Teams): void {
  const conversations = '/:region/v3/conversations';
  const activities = `${conversations}/:conversation/activities`;

  const answer = (
    operation: Operation,
    run: (request: Request) => Answer,
    where = (request: Request) => request.params.conversation,
  ) => {
    return (request: Request, reply: FastifyReply) => {
      const address = where(request);
      const conversation = address === undefined ? {} : { conversation: baseOf(address) };
      return serve(teams, request, reply, { face: 'connector', operation, ...conversation }, () => {
        authorize(teams, request.headers.authorization);
        return run(request);
      });
    };
  };
  const inConversation = (
    operation: Operation,
    run: (conversation: Conversation, request: Request) => Answer,
  ) => answer(operation, (request) => run(resolve(teams, request.params.conversation), request));

  app.post<In>(
    conversations,
    answer(
      'createConversation',
      ({ body }) => createConversation(teams, body),
      ({ body }) => channelIn(body) ?? '',
    ),
  );
  app.post<In>(
    activities,
    inConversation('sendToConversation', (conversation, { body, query }) => {
      const activity = readActivity(teams, body);
      admit(teams, conversation);
      const targeted = targeting.parse(query).isTargetedActivity === 'true';
      const target = { conversation, thread: conversation.thread, targeted };
      return created(send(teams, target, activity));
    }),
  );
  app.post<In>(
    `${activities}/:activity`,
    inConversation('replyToActivity', (conversation, { body, params }) => {
      const activity = readActivity(teams, body);
      admit(teams, conversation);
      const repliedTo = conversation.kind === 'channel' ? params.activity : undefined;
      const thread = conversation.thread ?? repliedTo;
      return created(send(teams, { conversation, thread }, activity));
    }),
  );
  app.put<In>(
    `${activities}/:activity`,
    inConversation('updateActivity', (conversation, { body, params }) => {
      const activity = readActivity(teams, body);
      admit(teams, conversation);
      const message = ownMessage(teams, conversation, params.activity);
      teams.views.forget(message);
      teams.messages.edit(message, contentOf(activity), teams.now());
      if (teams.autoRefresh) void refreshEverybody(teams, message);
      return { status: 200, body: { id: message.id } };
    }),
  );
  app.delete<In>(
    `${activities}/:activity`,
    inConversation('deleteActivity', (conversation, { params }) => {
      admit(teams, conversation);
      teams.messages.delete(ownMessage(teams, conversation, params.activity));
      return { status: 200 };
    }),
  );
  app.get<In>(
    `${conversations}/:conversation/members`,
    inConversation('getMembers', (conversation) => getMembers(teams, conversation)),
  );
  // A wildcard, because ids may hold a slash and clients don't always encode it.
  app.get<In>(
    `${conversations}/:conversation/members/*`,
    inConversation('getMember', (conversation, { params }) =>
      getMember(teams, conversation, params['*']),
    ),
  );
  app.get<In>(
    `${conversations}/:conversation/pagedmembers`,
    inConversation('getPagedMembers', (conversation, { query }) =>
      getPagedMembers(teams, conversation, page.parse(query)),
    ),
  );
  app.get<In>(
    '/:region/v3/teams/:team',
    answer(
      'getTeam',
      ({ params }) => getTeam(teams, params.team),
      ({ params }) => params.team,
    ),
  );
  app.get<In>(
    '/:region/v3/teams/:team/conversations',
    answer(
      'getTeamChannels',
      ({ params }) => getTeamChannels(teams, params.team),
      ({ params }) => params.team,
    ),
  );
}

const created = (id: string): Answer => ({ status: 201, body: { id } });
