import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isObject, type JsonObject } from '../../json.ts';
import type { Operation } from '../faults.ts';
import { Refusal } from '../refusal.ts';
import { serve } from '../serve.ts';
import type { Teams } from '../teams.ts';
import { authorize } from './authorize.ts';
import { channelAs } from './channels.ts';
import { groupIn, memberGroups, membersOfGroup } from './groups.ts';
import { userAs, userIn } from './users.ts';

interface By {
  Params: { id: string };
}

type Request = FastifyRequest<By>;

const readUsers = 'User.Read.All';
const readMembers = 'GroupMember.Read.All';

const query = z.object({
  $select: z.string().optional(),
  $top: z.coerce.number().int().min(1).max(999).default(100),
  $skiptoken: z.coerce.number().int().nonnegative().default(0),
});

/**
 * What an approval needs to know of people, from Microsoft Graph 1.0.
 * Source: https://learn.microsoft.com/graph/api/overview
 */
export function registerGraph(app: FastifyInstance, teams: Teams): void {
  const answer =
    (operation: Operation, needed: readonly string[], run: (request: Request) => JsonObject) =>
    (request: Request, reply: FastifyReply) =>
      serve(teams, request, reply, { face: 'graph', operation }, () => {
        authorize(teams, request.headers.authorization, needed);
        return { status: 200, body: run(request) };
      });

  app.get<By>(
    '/v1.0/users/:id',
    answer('graph.getUser', [readUsers], ({ params, query: asked }) => ({
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users/$entity',
      ...userAs(userIn(teams, params.id), readQuery(asked).$select),
    })),
  );
  for (const objects of ['users', 'directoryObjects']) {
    app.post<By>(
      `/v1.0/${objects}/:id/checkMemberGroups`,
      answer('graph.checkMemberGroups', [readUsers, readMembers], (request) =>
        checkMember(request, 'groupIds'),
      ),
    );
    app.post<By>(
      `/v1.0/${objects}/:id/checkMemberObjects`,
      answer('graph.checkMemberObjects', [readUsers, readMembers], (request) =>
        checkMember(request, 'ids'),
      ),
    );
  }
  app.get<By>(
    '/v1.0/groups/:id',
    answer('graph.getGroup', [readMembers], ({ params }) => {
      const { id, displayName } = groupIn(teams, params.id);
      const context = 'https://graph.microsoft.com/v1.0/$metadata#groups/$entity';
      return { '@odata.context': context, id, displayName, securityEnabled: true };
    }),
  );
  app.get<By & { Params: { channel: string } }>(
    '/v1.0/teams/:id/channels/:channel',
    (request, reply) =>
      serve(teams, request, reply, { face: 'graph', operation: 'graph.getChannel' }, () => {
        authorize(teams, request.headers.authorization, []);
        const { id, channel } = request.params;
        return { status: 200, body: channelAs(teams, id, channel) };
      }),
  );
  for (const [list, operation, transitive] of [
    ['members', 'graph.listMembers', false],
    ['transitiveMembers', 'graph.listTransitiveMembers', true],
  ] as const) {
    app.get<By>(
      `/v1.0/groups/:id/${list}`,
      answer(operation, [readMembers], (request) => membersPage(request, transitive)),
    );
  }

  function checkMember({ params, body }: Request, field: string): JsonObject {
    const ids = isObject(body) ? body[field] : undefined;
    if (!Array.isArray(ids))
      throw new Refusal(400, 'BadRequest', `${field} must be a list of ids.`);
    const { aadObjectId } = userIn(teams, params.id);
    const context = 'https://graph.microsoft.com/v1.0/$metadata#Collection(Edm.String)';
    return { '@odata.context': context, value: memberGroups(teams, aadObjectId, ids) };
  }

  function membersPage(request: Request, transitive: boolean): JsonObject {
    const { $select, $top, $skiptoken } = readQuery(request.query);
    const members = membersOfGroup(teams, groupIn(teams, request.params.id), transitive);
    const next = $skiptoken + $top;
    const value = members.slice($skiptoken, next).map((id) => memberAs(id, $select));
    const context = 'https://graph.microsoft.com/v1.0/$metadata#directoryObjects';
    const link = new URL(request.url, teams.url);
    link.searchParams.set('$skiptoken', String(next));
    const more = next < members.length ? { '@odata.nextLink': link.href } : {};
    return { '@odata.context': context, ...more, value };
  }

  function memberAs(id: string, select: string | undefined): JsonObject {
    const person = teams.directory.people.get(id);
    if (person !== undefined) {
      return { '@odata.type': '#microsoft.graph.user', ...userAs(person, select) };
    }
    const displayName = teams.directory.groups.get(id)?.displayName ?? null;
    return { '@odata.type': '#microsoft.graph.group', id, displayName };
  }
}

function readQuery(asked: unknown): z.infer<typeof query> {
  const parsed = query.safeParse(asked);
  if (parsed.success) return parsed.data;
  throw new Refusal(400, 'BadRequest', z.prettifyError(parsed.error));
}
