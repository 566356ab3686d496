import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCondition } from '../../../src/policy/conditions/condition.ts';
import { prepareFacts } from '../../../src/policy/conditions/prepare.ts';
import { deploy, hostile, migrate } from './fact-sets.ts';
import { conditions } from './generated.ts';
import { secondOpinion } from './second-engine.ts';

const sets = [deploy, migrate, hostile].map((facts) => ({ facts, prepared: prepareFacts(facts) }));

describe('a condition that somebody might write', () => {
  it('is the same in two engines', () => {
    let accepted = 0;
    fc.assert(
      fc.property(conditions, (source) => {
        const result = compileCondition(source);
        if (!result.ok) return;
        accepted += 1;
        for (const { facts, prepared } of sets) {
          const value = result.condition.evaluate(prepared);
          expect(value.ok ? value.value : 'error').toBe(secondOpinion(source, facts));
        }
      }),
      { numRuns: 1_000 },
    );
    expect(accepted).toBeGreaterThan(900);
  });
});
