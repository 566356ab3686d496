import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { describeViolation, validateCard } from './cards/validate.ts';
import { adaptiveCard, contentOf } from './messages.ts';
import { Refusal } from './refusal.ts';
import { type Answer, serve } from './serve.ts';
import type { Teams } from './teams.ts';

/** Bytes. Source: https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using */
const maxBytes = 28 * 1024;

const query = z.object({ sig: z.string().optional().catch(undefined) });
const message = z.looseObject({
  type: z.literal('message'),
  attachments: z
    .array(z.looseObject({ contentType: z.literal(adaptiveCard), content: z.unknown() }))
    .min(1),
});

/** The URL of a flow that posts cards to one channel; whoever has it may post. */
export function registerWorkflows(app: FastifyInstance, teams: Teams): void {
  app.post('/workflows/:id/triggers/manual/paths/invoke', (request, reply) => {
    const [path = ''] = request.url.split('?', 1);
    const { sig } = query.parse(request.query);
    const channel = teams.workflows.channelOf(path, sig);
    const where = channel === undefined ? {} : { conversation: channel };
    return serve(teams, request, reply, { face: 'workflow', operation: 'workflow', ...where }, () =>
      post(teams, channel, request.body),
    );
  });
}

function post(teams: Teams, channel: string | undefined, body: unknown): Answer {
  if (channel === undefined) {
    throw new Refusal(401, 'DirectApiAuthorizationRequired', 'The request must be authenticated.');
  }
  if (Buffer.byteLength(JSON.stringify(body)) > maxBytes) {
    throw new Refusal(413, 'RequestEntityTooLarge', 'The request is too large.');
  }
  const parsed = message.safeParse(body);
  if (!parsed.success) {
    throw new Refusal(400, 'TriggerInputSchemaMismatch', z.prettifyError(parsed.error));
  }
  for (const { content } of parsed.data.attachments) {
    const [violation] = teams.checkCards ? validateCard(content) : [];
    if (violation !== undefined) {
      throw new Refusal(400, 'BadRequest', describeViolation(violation));
    }
  }
  const id = teams.nextId();
  const from = { id: '28:workflows', name: 'Workflows' };
  const posted = { id, conversation: channel, thread: id, from, via: 'workflow' as const };
  teams.messages.post({ ...posted, ...contentOf(parsed.data) });
  return { status: 202 };
}
