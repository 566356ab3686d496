import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

interface Arrived {
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export type Answer<R = unknown> = (received: Arrived & R, response: ServerResponse) => void;

export interface Recorder<R> {
  url: string;
  received: (Arrived & R)[];
  /** 200 and no body until told otherwise. */
  answerWith: (answer: Answer<R>) => void;
}

const acknowledge: Answer = (_received, response) => void response.end();

/** A server that records what a double sends it, with what `read` makes of each; ends with the test. */
export async function startRecorder<R extends object>(
  read: (arrived: Arrived) => R,
): Promise<Recorder<R>> {
  const received: (Arrived & R)[] = [];
  let answer: Answer<R> = acknowledge;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url = '', headers } = request;
      const arrived = { url, headers, body: Buffer.concat(chunks).toString() };
      const one = { ...arrived, ...read(arrived) };
      received.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    answerWith: (next) => void (answer = next),
  };
}

export function answerJson(body: unknown, status = 200): Answer {
  return (_received, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
}
