import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deploy } from './fact-sets.ts';
import { secondOpinion } from './second-engine.ts';
import { errorOf, valueOf } from './support.ts';

const methods = ['startsWith', 'endsWith', 'contains'];
const text = fc.string({ unit: fc.constantFrom('a', 'b', '-', 'é', '🚢'), maxLength: 4 });

describe.each(methods)('%s of a text', (method) => {
  it('is the same in two engines, for any text and part', () => {
    fc.assert(
      fc.property(text, text, (reason, part) => {
        const facts = { ...deploy, request: { ...deploy.request, reason } };
        const source = `request.reason.${method}(${JSON.stringify(part)})`;
        expect(valueOf(source, facts)).toBe(secondOpinion(source, facts));
      }),
      { numRuns: 50 },
    );
  });

  it('is told of each element of a list, and of parts that are facts', () => {
    const source = `change.files.exists(f, f.${method}("pay.ts")) || identity.name.${method}(request.action)`;
    expect(valueOf(source, deploy)).toBe(secondOpinion(source, deploy));
  });

  it('is an error for what turns out to be no text', () => {
    expect(valueOf(`request.parameters.region.${method}("eu")`, deploy)).toBe(
      secondOpinion(`request.parameters.region.${method}("eu")`, deploy),
    );
    expect(valueOf(`request.parameters.replicas.${method}("4")`, deploy)).toBe('error');
    expect(valueOf(`request.reason.${method}(request.parameters.replicas)`, deploy)).toBe('error');
  });

  it('tells what it lacks', () => {
    expect(errorOf(`request.reason.${method}("x")`, {})).toBe(
      '"request.reason" is not known for this request.',
    );
    expect(errorOf(`request.reason.${method}(request.action)`, {})).toBe(
      '"request.action" is not known for this request.',
    );
  });
});
