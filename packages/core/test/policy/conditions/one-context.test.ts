import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCondition } from '../../../src/policy/conditions/condition.ts';
import { prepareFacts } from '../../../src/policy/conditions/prepare.ts';
import { factSets } from './fact-sets.ts';
import { conditions } from './generated.ts';

/** Each of them leaves something behind in the engine, if anything does. */
const suspects = [
  'change.files.exists(f, f.startsWith("infra/"))',
  'change.files.all(f, change.files.exists(f, f == "docs/pay.md"))',
  'change.files.exists(f, change.authors.exists(f, f == "linus") && f == "infra/main.tf")',
  'change.files.filter(f, f.endsWith(".ts")).size() == 2',
  'size(change.files.filter(f, size(change.authors.filter(g, g < "h")) == 1)) == 4',
  'change.files.map(f, f + f)[0] == "src/pay.tssrc/pay.ts"',
  'change.files.map(f, f.startsWith("src/"), f)[1] == "src/refund.ts"',
  'change.files.exists_one(f, f.endsWith(".tf"))',
  'change.files.exists_one(f, request.segments[size(f)] == "x")',
  'change.files.filter(f, request.tickets[size(f) - 10] == "x").size() == 0',
  'change.files.all(f, request.tickets[size(f) - 10] == "x") || change.hasSecrets',
  'change.files.exists(f, change.authors.map(f, request.tickets[7])[0] == f)',
  'change.files.exists(change, change == "src/pay.ts")',
  'request.parameters.hosts.exists(time, time == "b-1")',
  'change.files.exists(f, f.like("infra/.*"))',
  'change.files.all(f, like(f, "(a|b|c|d|e|f|.)*x(a|b|c|d|e|f|.)*"))',
  'request.parameters.missing == "x"',
  'request.parameters.limits.exists(f, f == "cpu")',
];

describe('conditions over the same facts', () => {
  it('say what each of them says alone, in any order, again and again', () => {
    const order = fc.array(fc.oneof(fc.constantFrom(...suspects), conditions), {
      minLength: 2,
      maxLength: 12,
    });
    fc.assert(
      fc.property(order, fc.constantFrom(...Object.values(factSets)), (sources, facts) => {
        const all = sources.flatMap((source) => {
          const read = compileCondition(source);
          return read.ok ? [read.condition] : [];
        });
        const shared = prepareFacts(facts);
        const together = [...all, ...all].map((condition) => condition.evaluate(shared));
        const alone = sources.flatMap((source) => {
          const read = compileCondition(source);
          return read.ok ? [read.condition.evaluate(prepareFacts(facts))] : [];
        });
        expect(together).toEqual([...alone, ...alone]);
      }),
      { numRuns: 100 },
    );
  });
});
