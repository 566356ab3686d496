import type { FastifyReply, FastifyRequest } from 'fastify';
import { loseAnswer, slowness } from '../fault-effects.ts';
import { z } from 'zod';
import { bearerOf } from './access-tokens.ts';
import type { Operation, TeamsFaultKind } from './faults.ts';
import { type Face, Refusal, refusalBody, usualRefusal } from './refusal.ts';
import type { Teams } from './teams.ts';

export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Served {
  face: Face;
  operation: Operation;
  /** Without `;messageid=`. */
  conversation?: string;
}

type Failing = Answer & { error?: string };

/** Runs one call with the planned fault and the call log around it. */
export async function serve(
  teams: Teams,
  request: FastifyRequest,
  reply: FastifyReply,
  served: Served,
  run: () => Answer | Promise<Answer>,
): Promise<FastifyReply> {
  const at = teams.now();
  const { face, operation, conversation } = served;
  const fault = teams.faults.strike(operation, conversation);
  const answer: Failing = await answerOf(face, fault, at, run);
  teams.calls.record({
    operation,
    method: request.method,
    path: request.url,
    body: request.body,
    authorized: bearerOf(request.headers.authorization) !== undefined,
    ...(conversation === undefined ? {} : { conversation }),
    at,
    status: answer.status,
    ...(answer.error === undefined ? {} : { error: answer.error }),
    ...(fault?.kind === 'lost' ? { lost: true } : {}),
  });
  if (fault?.kind === 'hang') return reply.hijack();
  if (fault?.kind === 'lost') return loseAnswer(request, reply);
  if (fault?.kind === 'slow') await slowness(fault);
  return reply
    .code(answer.status)
    .headers(answer.headers ?? {})
    .send(answer.body);
}

async function answerOf(
  face: Face,
  fault: TeamsFaultKind | undefined,
  at: number,
  run: () => Answer | Promise<Answer>,
): Promise<Failing> {
  if (fault?.kind === 'hang') return { status: 0 };
  try {
    if (fault?.kind === 'http') throw refusalFrom(face, fault);
    return await run();
  } catch (thrown) {
    const error = thrown instanceof z.ZodError ? misread(thrown) : thrown;
    if (!(error instanceof Refusal)) throw error;
    const { status, code, retryAfter } = error;
    const headers: Record<string, string> =
      retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
    return { status, body: refusalBody(face, error, at), headers, error: code };
  }
}

/** Of a query, which each call reads for itself. */
const misread = (error: z.ZodError) => new Refusal(400, 'BadArgument', z.prettifyError(error));

function refusalFrom(face: Face, fault: TeamsFaultKind & { kind: 'http' }): Refusal {
  const usual = usualRefusal(face, fault.status);
  const { status, code = usual.code, message = usual.message, retryAfter } = fault;
  return new Refusal(status, code, message, retryAfter);
}
