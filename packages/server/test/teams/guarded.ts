import type { Forgery } from '@countersign/emulator';
import { vi } from 'vitest';
import type { ChatUseCases } from '../../src/ports/chat-use-cases.ts';
import { ADA, aTeamsDesk, type DeskOptions } from './desk.ts';

/** Counts what gets through to the use cases. */
export async function aGuardedDesk(options: DeskOptions = {}) {
  const reached = vi.fn<(call: string) => void>();
  const desk = await aTeamsDesk({
    ...options,
    useCases: (real): ChatUseCases => ({
      ...real,
      castVote: (input) => {
        reached('castVote');
        return real.castVote(input);
      },
    }),
  });
  const id = await desk.asked();
  const before = desk.double.calls().length;
  return {
    ...desk,
    reached,
    id,
    forge: (forge: Forgery) => desk.press(id, ADA, 'approve', { forge }),
    /** The operations that the service asked of anybody since the card was there. */
    asked: () =>
      desk.double
        .calls()
        .slice(before)
        .map(({ operation }) => operation),
  };
}
