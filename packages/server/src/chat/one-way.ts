import { ChatFailure, type CardContent, type Fallback } from '../ports/chat.ts';
import type { RequestState } from '@countersign/core/request/state';
import { cardText, shownChange, whatOf, type CardText } from './card.ts';
import { inLittle, inShort, onCard, type Room } from './card/change.ts';
import { decisionText } from './card/decision.ts';
import { line } from './card/words.ts';
import { noticeText, type NoticeText } from './card/notice.ts';

export type Fetch = (
  url: string,
  call: { method: 'POST'; headers: { [name: string]: string }; body: string },
) => Promise<Response>;

export type OneWayOptions = {
  name: string;
  /** Whoever has it may post: a secret, which stands in no message of ours. */
  url: string;
  fetch: Fetch;
  /** Milliseconds since the epoch. */
  now: () => number;
};

/** How a platform draws what can be neither answered nor changed. */
export type Drawing = {
  platform: Fallback['platform'];
  card: (card: CardText, notice: NoticeText) => object;
  /** `text` is inert. */
  line: (text: string) => object;
  /** Of a body, in the unit of {@link Drawing.most}. */
  sizeOf: (body: object) => number;
  most: number;
};

/** A webhook that posts into one channel and tells nothing of what becomes of it. */
export function oneWay(options: OneWayOptions, drawing: Drawing): Fallback {
  return {
    platform: drawing.platform,
    tell: (content, notice) =>
      post(options, drawings(content, noticeText(content, notice), drawing)),
    settle: (state) => post(options, [drawing.line(endOf(state))]),
  };
}

/** From the most that there is room for to the least that says what is asked; each is smaller. */
export function* drawings(
  content: CardContent,
  notice: NoticeText,
  { card: draw, sizeOf, most }: Drawing,
): Generator<object> {
  const text = cardText(content, onCard);
  const cut = (room: Room): CardText => ({ ...text, change: shownChange(content, room) });
  let room = most + 1;
  for (const fuller of [text, cut(inShort)]) {
    const body = draw(fuller, notice);
    const size = sizeOf(body);
    if (size >= room) continue;
    room = size;
    yield body;
  }
  const body = draw(least(cut(inLittle)), { ...notice, isShortened: true });
  // Where nothing else has fitted it is all that there is.
  if (room > most || sizeOf(body) < room) yield body;
}

/** Who asks, what for and what to beware of; whatever else there is, is said to be missing. */
function least(card: CardText): CardText {
  return { ...card, behind: null, reason: null, tickets: [], stages: [], eligible: null };
}

function endOf(state: RequestState): string {
  const how = decisionText(state)?.sentence ?? 'Still open';
  return `${how}: ${line(whatOf(state), 200)} (${state.id}).`;
}

/** Of several bodies, the first that is not too large for the other side. */
async function post(options: OneWayOptions, bodies: Iterable<object>): Promise<void> {
  let answer: Response | null = null;
  for (const body of bodies) {
    answer = await call(options, JSON.stringify(body));
    if (answer.status !== TOO_LARGE) break;
  }
  if (answer !== null) assertTaken(answer, options);
}

const TOO_LARGE = 413;

async function call({ name, url, fetch }: OneWayOptions, body: string): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
  } catch (error) {
    const code = codeOf(error);
    throw new ChatFailure('retry', `The fallback “${name}” did not answer (${code}).`, {
      ambiguous: !neverArrived.has(code),
    });
  }
}

/** The other side can't have seen anything. */
const neverArrived = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'OutboundRefused',
]);

/** The message of a network error may hold the address, which is a secret: the code is enough. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown fault';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

function assertTaken({ status, headers }: Response, { name, now }: OneWayOptions): void {
  if (status >= 200 && status < 300) return;
  const message = `The fallback “${name}” answered ${status}`;
  if (status === 429) {
    throw new ChatFailure('retry', `${message}.`, waiting(headers.get('retry-after'), now()));
  }
  if (status === 408 || status >= 500) {
    throw new ChatFailure('retry', `${message}.`, {
      ...waiting(headers.get('retry-after'), now()),
      ambiguous: true,
    });
  }
  throw new ChatFailure('rejected', `${message}: ${todo(status)}`);
}

/** Seconds or a date (RFC 9110, 10.2.3); a day at most. */
function waiting(after: string | null, now: number): { retryAfterMs?: number } {
  if (after === null) return {};
  const wait = /^\d+$/u.test(after) ? Number(after) * 1_000 : Date.parse(after) - now;
  return Number.isNaN(wait) ? {} : { retryAfterMs: Math.min(Math.max(wait, 0), 86_400_000) };
}

function todo(status: number): string {
  if (status === TOO_LARGE) return 'even the shortest message is too large for it.';
  if (status >= 300 && status < 400) return 'a redirect, and these are not followed.';
  if (status === 400) return 'it does not take such a message; look at what it was made for.';
  return 'make a new webhook, set its address in the environment, restart, and retry this delivery.';
}
