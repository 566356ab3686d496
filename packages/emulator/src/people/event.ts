import type { Delivery } from '../delivery.ts';
import { deliver, type Retry } from '../deliver.ts';
import { slackId } from '../ids.ts';
import { isObject, type JsonObject } from '../json.ts';
import type { Slack } from '../slack.ts';

const maxRetries = 3;

/** An event's own fields, as `{type: 'app_home_opened', user, tab}`. */
export type SlackEvent = JsonObject & { type: string };

export async function event(slack: Slack, inner: SlackEvent): Promise<Delivery> {
  const { team, enterprise, app } = slack.workspace;
  const org = enterprise?.orgInstall ?? false;
  return attempt(slack, {
    token: 'emulated-verification-token',
    team_id: team.id,
    ...(enterprise && { enterprise_id: enterprise.id }),
    context_team_id: org ? null : team.id,
    context_enterprise_id: enterprise?.id ?? null,
    api_app_id: app.id,
    event: { event_ts: slack.nextTs(), ...inner },
    type: 'event_callback',
    event_id: slackId('Ev'),
    event_time: Math.floor(slack.now() / 1000),
    authorizations: [
      {
        enterprise_id: enterprise?.id ?? null,
        team_id: org ? null : team.id,
        user_id: app.botUserId,
        is_bot: true,
        is_enterprise_install: org,
      },
    ],
    is_ext_shared_channel: false,
  });
}

/** Too many events in a minute: it has no inner event. */
export async function appRateLimited(slack: Slack): Promise<Delivery> {
  const { team, app } = slack.workspace;
  return deliver(slack, 'events', {
    token: 'emulated-verification-token',
    type: 'app_rate_limited',
    team_id: team.id,
    minute_rate_limited: Math.floor(slack.now() / 60_000) * 60,
    api_app_id: app.id,
  });
}

/** What Slack does when the events request URL is entered: the challenge must come back. */
export async function verifyEventsUrl(slack: Slack): Promise<Delivery> {
  const challenge = slackId('challenge');
  const payload = { type: 'url_verification', token: 'emulated-verification-token', challenge };
  const delivery = await deliver(slack, 'events', payload);
  const { body } = delivery;
  const echoed = isObject(body) ? body['challenge'] : body;
  if (echoed === challenge) return delivery;
  return { ...delivery, ok: false, error: delivery.error ?? 'challenge_failed' };
}

/**
 * The next of the three retries of an event that was not acknowledged: the same event_id with a
 * fresh signature. Slack sends them at once, after a minute and after five; here the caller does.
 */
export async function retryEvent(slack: Slack, last: Delivery): Promise<Delivery> {
  if (!isObject(last.payload) || last.payload['event_id'] === undefined) {
    throw new Error('Only events are retried.');
  }
  const retry = nextRetry(last);
  if (retry.number > maxRetries) throw new Error('Slack gives up after three retries.');
  return attempt(slack, last.payload, retry);
}

/** One more try for each undelivered event, one after another, in the order they happened. */
export async function retryEvents(slack: Slack): Promise<Delivery[]> {
  await slack.undelivered.settled();
  const tried: Delivery[] = [];
  for (const last of slack.undelivered.list()) tried.push(await retryEvent(slack, last));
  return tried;
}

async function attempt(slack: Slack, payload: JsonObject, retry?: Retry): Promise<Delivery> {
  const eventId = String(payload['event_id']);
  const trying = deliver(slack, 'events', payload, retry);
  const delivery = await slack.undelivered.track(eventId, trying);
  if (delivery.ok) return delivery;
  if (delivery.noRetry || retry?.number === maxRetries) slack.undelivered.giveUp(eventId);
  else if (slack.autoRetryEvents !== undefined) retryLater(slack, delivery, slack.autoRetryEvents);
  return delivery;
}

function retryLater(slack: Slack, last: Delivery, ms: number): void {
  setTimeout(() => {
    if (!slack.closed && slack.undelivered.waitsSince(last)) void retryEvent(slack, last);
  }, ms).unref();
}

function nextRetry(last: Delivery): Retry {
  const before = last.request?.headers['x-slack-retry-num'] ?? last.envelope?.retry_attempt ?? 0;
  return { number: Number(before) + 1, reason: reasonOf(last) };
}

/** Source: https://docs.slack.dev/apis/events-api#retries */
function reasonOf(last: Delivery): string {
  if (last.timedOut) return 'http_timeout';
  return last.status === 0 ? 'connection_failed' : 'http_error';
}
