import type { IncomingMessage } from 'node:http';
import type { Problem } from '@countersign/core/wire/types';

export type Reply = {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
  raw?: Buffer;
};

export function problem(
  status: number,
  code: Problem['code'],
  detail: string,
  headers = {},
): Reply {
  return { status, headers, body: { type: 'about:blank', title: code, status, detail, code } };
}

export async function bodyOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

export function parse(body: string): unknown {
  return body === '' ? undefined : (JSON.parse(body) as unknown);
}
