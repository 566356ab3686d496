import type { StreamEvent } from './stream.ts';

type Listener<E> = (event: E) => void;
type Watch = (listener: () => void) => Promise<() => void>;

/** Hears every change from the moment it resolves until the function it yields is called. */
export async function watch<E = StreamEvent>(
  url: string,
  listener: Listener<E>,
): Promise<() => void> {
  const ending = new AbortController();
  const response = await fetch(url, { signal: ending.signal });
  if (!response.ok || response.body === null) {
    throw new Error(
      `The double answered with status ${response.status}: was it started with control?`,
    );
  }
  void hear(response.body, listener).catch((error: unknown) => {
    if (!ending.signal.aborted) throw error;
  });
  return () => ending.abort();
}

export async function untilChange(
  watch: Watch,
  holds: () => boolean | Promise<boolean>,
  withinMs: number,
): Promise<void> {
  const late = `What was waited for did not happen within ${withinMs} ms.`;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const look = async () => {
    if (await holds()) resolve();
  };
  const lookAgain = () => void look().catch(reject);
  const end = await watch(lookAgain);
  const timer = setTimeout(() => reject(new Error(late)), withinMs);
  // Looked at once the stream is open, so that no change falls between the two.
  lookAgain();
  await promise.finally(() => {
    clearTimeout(timer);
    end();
  });
}

async function hear<E>(body: ReadableStream<Uint8Array>, listener: Listener<E>): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of body) {
    const blocks = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      if (block.startsWith('data: ')) listener(JSON.parse(block.slice(6)) as E);
    }
  }
}
