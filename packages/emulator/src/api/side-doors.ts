import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readContent } from '../content.ts';
import { isObject, type JsonObject, parseJson } from '../json.ts';
import { respondByUrl } from '../respond.ts';
import type { Slack } from '../slack.ts';
import { SlackError } from '../slack-error.ts';
import { readForm } from './args.ts';
import { type Answer, json, rateLimited, refusal, serve, words } from './serve.ts';

const token = undefined;

/** What apps reach without a token: response URLs, incoming webhooks, uploads, the OAuth page. */
export function registerSideDoors(app: FastifyInstance, slack: Slack): void {
  for (const url of ['/actions/*', '/commands/*']) {
    app.post(url, async (request, reply) => {
      const args = jsonBody(request);
      const channel = slack.responseUrls.channelOf(request.url);
      const served = { method: 'response_url', args: args ?? {}, token, channel };
      return serve(slack, request, reply, served, () => answerAction(slack, request.url, args));
    });
  }
  app.post('/services/*', async (request, reply) => {
    const args = jsonBody(request);
    const channel = slack.webhooks.channelOf(request.url);
    const served = { method: 'incoming_webhook', args: args ?? {}, token, channel };
    return serve(slack, request, reply, served, () => answerWebhook(slack, channel, args));
  });
  app.post<{ Params: { ticket: string } }>('/upload/v1/:ticket', async (request, reply) => {
    const content = await uploaded(request);
    const served = {
      method: 'upload',
      args: { length: content.length },
      token,
      channel: undefined,
    };
    return serve(slack, request, reply, served, () => {
      const file = slack.files.upload(request.params.ticket, content);
      return file === undefined ? words(404, 'not found') : words(200, `OK - ${content.length}`);
    });
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

function answerAction(slack: Slack, url: string, args: JsonObject | undefined): Answer {
  const target = slack.responseUrls.use(url);
  if (typeof target === 'string') return json({ ok: false, error: target }, 404);
  if (args === undefined) return json({ ok: false, error: 'invalid_payload' }, 400);
  try {
    respondByUrl(slack, target, args);
    return json({ ok: true });
  } catch (error) {
    return json(refusal(error));
  }
}

/** Source: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
function answerWebhook(slack: Slack, id: string | undefined, args: JsonObject | undefined): Answer {
  const channel = slack.workspace.channels.get(id ?? '');
  if (channel === undefined) return words(404, 'no_service');
  if (channel.is_archived) return words(410, 'channel_is_archived');
  const wait = slack.pace.post(channel.id);
  if (wait > 0) return { ...rateLimited(wait), body: 'rate_limited' };
  if (args === undefined) return words(400, 'invalid_payload');
  try {
    const { text = '', blocks = [] } = readContent(args);
    const { botId, botUserId } = slack.workspace.app;
    const from = { user: botUserId, bot_id: botId, via: 'webhook' as const };
    slack.messages.post({ channel: channel.id, ts: slack.nextTs(), ...from, text, blocks });
    return words(200, 'ok');
  } catch (error) {
    if (error instanceof SlackError) return words(400, error.code);
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
