import { exchange, type HttpAnswer } from '../exchange.ts';

/** Calls of a control API; they reject with the double's sentence where it refuses. */

export async function post<T>(url: string, body: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const answer = await exchange(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return resultOf(answer) as T;
}

export async function get<T>(url: string): Promise<T> {
  return resultOf(await exchange(url, { method: 'GET' })) as T;
}

function resultOf({ status, text }: HttpAnswer): unknown {
  const { result, error } = JSON.parse(text) as { result: unknown; error?: string };
  if (status !== 200) throw new Error(error ?? `The double answered with status ${status}.`);
  return result;
}
