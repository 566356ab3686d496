import { ChatFailure, type CardContent, type Fallback } from '../ports/chat.ts';
import { cardText } from './card.ts';
import { line } from './card/words.ts';

export type Fetch = (
  url: string,
  call: { method: 'POST'; headers: { [name: string]: string }; body: string },
) => Promise<Response>;

export type OneWayOptions = {
  channel: string;
  /** Whoever has it may post: a secret, which stands in no message of ours. */
  url: string;
  fetch: Fetch;
};

/** What a message says that can be neither answered nor changed later. */
export type Notice = {
  headline: string;
  target: string[];
  asks: string;
  reason: string | null;
  eligible: string | null;
  expiresAt: number;
  digest: string;
  /** Where the request can be decided; null where it is shown nowhere. */
  link: string | null;
};

/** Where to go, in our own words. */
export function whereTo({ link }: Notice, request: string): string {
  const not = 'Its card could not be posted here';
  if (link !== null) return `${not}. It can be decided where it was:`;
  return `${not}, nor elsewhere: ${request} can be approved once whoever runs Countersign has put that right.`;
}

function noticeOf(content: CardContent, link: string | null): Notice {
  const { headline, target, asks, eligible, expiresAt, digest } = cardText(content);
  const { reason } = content.submission;
  return {
    headline,
    target,
    asks,
    reason: reason ? line(reason, 300) : null,
    eligible,
    expiresAt,
    digest: digest.full,
    link,
  };
}

/** Posts to an address that takes messages for one channel, and tells nothing of what becomes of them. */
export function oneWay(
  { channel, url, fetch }: OneWayOptions,
  bodyOf: (notice: Notice, request: string) => object,
): Fallback {
  return {
    async send(content, link) {
      const body = JSON.stringify(bodyOf(noticeOf(content, link), content.state.id));
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(url, { method: 'POST', headers, body }).catch((error: unknown) => {
        throw new ChatFailure(
          'retry',
          `The fallback of ${channel} did not answer (${kindOf(error)}).`,
          {
            ambiguous: true,
          },
        );
      });
      assertTaken(answer.status, channel);
    },
  };
}

function assertTaken(status: number, channel: string): void {
  if (status >= 200 && status < 300) return;
  const message = `The fallback of ${channel} answered ${status}.`;
  if (status === 429) throw new ChatFailure('retry', message);
  if (status >= 500) throw new ChatFailure('retry', message, { ambiguous: true });
  throw new ChatFailure('rejected', `${message} Make a new address, and set it under fallbacks.`);
}

/** The message of a network error may hold the address. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown fault';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
