import { describe, expect, it } from 'vitest';
import { howItEnded, howItEndedSentence } from '../../src/request/how-it-ended.ts';
import { aRequest } from './support.ts';

const at = Date.UTC(2026, 10, 22, 16, 28, 46, 699);
const withdrawn = (name: string) => ({
  ...aRequest(),
  identity: { id: 'ci-deploy', name },
  status: 'withdrawn' as const,
  decidedAt: at,
});

describe('how a request ended', () => {
  it('says the time as people do', () => {
    expect(howItEnded(withdrawn('ci-deploy'))).toBe(
      'ci-deploy withdrew it at 2026-11-22 16:28 UTC',
    );
  });

  it.each(['ci-deploy', 'it bot'])('as a sentence, leaves the name %s as it is', (name) => {
    expect(howItEndedSentence(withdrawn(name))).toBe(
      `${name} withdrew it at 2026-11-22 16:28 UTC.`,
    );
  });

  it('begins with a capital letter where no name does', () => {
    const expired = { ...aRequest(), status: 'expired' as const, decidedAt: at };
    expect(howItEndedSentence(expired)).toBe('It expired at 2026-11-22 16:28 UTC.');
  });
});
