import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readContent } from '../content.ts';
import { isObject, type JsonObject, parseJson } from '../json.ts';
import { respondByUrl } from '../respond.ts';
import type { Slack } from '../slack.ts';
import { SlackError } from '../slack-error.ts';
import { rateLimited, refusal } from './answer.ts';
import { readForm } from './args.ts';

/** What apps reach without a token: response URLs, incoming webhooks, uploads, the OAuth page. */
export function registerSideDoors(app: FastifyInstance, slack: Slack): void {
  for (const url of ['/actions/*', '/commands/*']) {
    app.post(url, (request, reply) => answerResponseUrl(slack, request, reply));
  }
  app.post('/services/*', (request, reply) => answerWebhook(slack, request, reply));
  app.post<{ Params: { ticket: string } }>('/upload/v1/:ticket', async (request, reply) => {
    const content = await uploaded(request);
    const file = slack.files.upload(request.params.ticket, content);
    if (file === undefined) return reply.code(404).send('not found');
    return reply.type('text/plain').send(`OK - ${content.length}`);
  });
  app.get<{ Querystring: Record<string, string> }>('/oauth/v2/authorize', (request, reply) => {
    const { redirect_uri, state } = request.query;
    if (redirect_uri === undefined) return reply.code(400).send('redirect_uri is missing');
    const target = new URL(redirect_uri);
    target.searchParams.set('code', slack.installs.issueCode(false));
    if (state !== undefined) target.searchParams.set('state', state);
    return reply.redirect(target.href);
  });
}

function answerResponseUrl(
  slack: Slack,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const target = slack.responseUrls.use(request.url);
  if (typeof target === 'string') return reply.code(404).send({ ok: false, error: target });
  const args = jsonBody(request);
  if (args === undefined) return reply.code(400).send({ ok: false, error: 'invalid_payload' });
  try {
    respondByUrl(slack, target, args);
    return reply.send({ ok: true });
  } catch (error) {
    return reply.send(refusal(error));
  }
}

/** Source: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
function answerWebhook(slack: Slack, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.type('text/plain');
  const channel = slack.workspace.channels.get(slack.webhooks.channelOf(request.url) ?? '');
  if (channel === undefined) return reply.code(404).send('no_service');
  if (channel.is_archived) return reply.code(410).send('channel_is_archived');
  const wait = slack.pace.post(channel.id);
  if (wait > 0) return reply.code(429).headers(rateLimited(wait).headers).send('rate_limited');
  const args = jsonBody(request);
  if (args === undefined) return reply.code(400).send('invalid_payload');
  try {
    const { text, blocks } = readContent(args);
    const { botId, botUserId } = slack.workspace.app;
    const from = { user: botUserId, bot_id: botId, via: 'webhook' as const };
    const ts = slack.nextTs();
    slack.messages.post({
      channel: channel.id,
      ts,
      ...from,
      text: text ?? '',
      blocks: blocks ?? [],
    });
    return reply.send('ok');
  } catch (error) {
    if (error instanceof SlackError) return reply.code(400).send(error.code);
    throw error;
  }
}

function jsonBody(request: FastifyRequest): JsonObject | undefined {
  const body = Buffer.isBuffer(request.body) ? parseJson(request.body.toString()) : undefined;
  return isObject(body) ? body : undefined;
}

/** The bytes themselves, or the first part of a form. */
async function uploaded(request: FastifyRequest): Promise<Buffer> {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return body;
  const [part] = Object.values(await readForm(type, body));
  if (Buffer.isBuffer(part)) return part;
  return Buffer.from(typeof part === 'string' ? part : '');
}
