import { describe, expect, it } from 'vitest';
import { deploy, little, migrate } from './fact-sets.ts';
import { errorOf, valueOf } from './support.ts';

describe('a fact that could not be fetched', () => {
  it('is an error where it is read, never false or zero', () => {
    const message = '"history.rejectionsLastDay" is not known for this request.';
    expect(errorOf('history.rejectionsLastDay == 0', little)).toBe(message);
    expect(errorOf('!(history.rejectionsLastDay > 0)', little)).toBe(message);
    expect(errorOf('change.files.all(f, f == "")', {})).toContain('not known');
  });

  it('is an error for has() too', () => {
    expect(errorOf('has(history.lastRejected)', little)).toBe(
      '"history.lastRejected" is not known for this request.',
    );
    expect(errorOf('!has(identity.labels.team)', little)).toContain('not known');
  });

  it('does not matter where the rest decides, whatever it were', () => {
    expect(valueOf('history.rejectionsLastDay == 0 || request.action == "deploy"', little)).toBe(
      true,
    );
    expect(valueOf('history.rejectionsLastDay == 0 && request.action == "x"', little)).toBe(false);
  });

  it('is told apart from one that there is none of', () => {
    expect(valueOf('has(history.lastApproved)', migrate)).toBe(false);
    expect(valueOf('has(history.lastApproved)', deploy)).toBe(true);
    expect(errorOf('history.lastApproved < time.now', migrate)).toBe(
      'No such key: lastApproved. Ask for it with has() or "in" first.',
    );
  });

  it('can not be null where there always is one', () => {
    const facts = { change: { hasSecrets: null } } as never;
    expect(errorOf('change.hasSecrets', facts)).toBe(
      '"change.hasSecrets" is not a bool that a condition can read.',
    );
  });
});
