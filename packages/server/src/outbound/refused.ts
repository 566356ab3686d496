/** A call that is never made. The message names the host at most: the rest of an address may be a secret. */
export class OutboundRefused extends Error {
  constructor(host: string) {
    super(
      `Calls to ${JSON.stringify(host)} are not allowed: only https to public addresses is, ` +
        'and what an operator lists under allowHosts.',
    );
    this.name = 'OutboundRefused';
  }
}

/** The answer was larger than the limit, and was thrown away, but for what stood before the body. */
export class AnswerTooLarge extends Error {
  readonly head: Response;
  constructor(maxBytes: number, head: Response) {
    super(`The answer is larger than ${maxBytes} bytes.`);
    this.name = 'AnswerTooLarge';
    this.head = head;
  }
}
