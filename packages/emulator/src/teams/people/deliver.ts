import { exchange } from '../../exchange.ts';
import { type JsonObject, parseJson, text } from '../../json.ts';
import type { SentActivity, TeamsDelivery } from '../delivery.ts';
import type { Forgery } from '../forgery.ts';
import { merge } from '../merge.ts';
import { serviceUrlOf, type Teams } from '../teams.ts';

/** A signed POST to the messaging endpoint. */
export async function deliver(
  teams: Teams,
  activity: JsonObject,
  forgery: Forgery = {},
): Promise<TeamsDelivery> {
  const url = teams.messagingEndpoint;
  if (url === undefined) {
    throw new Error('The bot has no messaging endpoint: call setMessagingEndpoint() first.');
  }
  // Signed for where the activity came from, whatever the forged body says of it.
  const serviceUrl = text(activity['serviceUrl']) ?? serviceUrlOf(teams);
  const authorization = await teams.signer.authorization(serviceUrl, forgery);
  const sent = merge(activity, forgery.activity ?? {});
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)',
    ...(authorization !== undefined && { authorization }),
  };
  return send(teams, { url, headers, body: JSON.stringify(sent) }, sent);
}

/** Sends bytes that are already signed; also used to replay them. */
export async function send(
  teams: Teams,
  request: SentActivity,
  activity: JsonObject,
): Promise<TeamsDelivery> {
  const start = performance.now();
  const base = { activity, request, error: undefined };
  const delivery = await answered(teams, request, base, start);
  teams.changes.notify({ kind: 'delivery', activity: text(activity['id']) ?? '' });
  return delivery;
}

async function answered(
  teams: Teams,
  request: SentActivity,
  base: Pick<TeamsDelivery, 'activity' | 'request'>,
  start: number,
): Promise<TeamsDelivery> {
  try {
    const { status, text: answer } = await exchange(request.url, {
      method: 'POST',
      headers: request.headers,
      body: request.body,
      withinMs: teams.replyTimeoutMs,
    });
    const ms = performance.now() - start;
    const ok = status >= 200 && status < 300;
    const body = answer === '' ? undefined : (parseJson(answer) ?? answer);
    const error = ok ? undefined : `http_status_${status}`;
    return { ...base, ok, status, body, ms, timedOut: false, error };
  } catch (error) {
    const ms = performance.now() - start;
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
    const code = timedOut ? 'timeout' : 'connection_failed';
    return { ...base, ok: false, status: 0, body: undefined, ms, timedOut, error: code };
  }
}
