import { systemTimer } from '../loop.ts';

export type Attempt<T> =
  | { ok: true; value: T }
  /** `isSilent`: no answer came, and what was asked for may still happen. */
  | { ok: false; error: string; isSilent: boolean };

/** How a call to another system ended, or that it has not within this time. */
export async function within<T>(ms: number, call: () => Promise<T>): Promise<Attempt<T>> {
  const { promise: silence, resolve } = Promise.withResolvers<Attempt<T>>();
  const error = `No answer within ${ms / 1_000} s.`;
  const limit = systemTimer(() => resolve({ ok: false, error, isSilent: true }), ms);
  try {
    return await Promise.race([settled(call), silence]);
  } finally {
    limit.cancel();
  }
}

async function settled<T>(call: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await call() };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return { ok: false, error: said, isSilent: false };
  }
}
