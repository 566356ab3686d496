import { describe, expect, it } from 'vitest';
import { compiled, errorOf, faultOf, valueOf } from './support.ts';

describe('text from outside', () => {
  it('is never read as a condition', () => {
    const request = { reason: '" || true || "', action: 'true' };
    expect(valueOf('request.reason == ""', { request })).toBe(false);
    expect(valueOf('request.reason.contains(request.action)', { request })).toBe(true);
  });

  it('is shown in an error with nothing hidden', () => {
    const request = { reason: 'a\u202Eb\nc', parameters: {} };
    expect(errorOf('request.parameters[request.reason] == 1', { request })).toBe(
      'No such key: a\\u{202E}b c. Ask for it with has() or "in" first.',
    );
  });

  it('is cut in an error', () => {
    const request = { reason: 'x'.repeat(2_000), parameters: {} };
    expect(errorOf('request.parameters[request.reason] == 1', { request }).length).toBeLessThan(
      400,
    );
  });

  it('is shown in a fault with nothing hidden', () => {
    expect(faultOf('request.action == "a" \u202E')).toContain('\\u{202E}');
  });
});

describe('a condition', () => {
  it('names the facts that it may read', () => {
    const source =
      'change.files.exists(f, f in request.tickets) && has(identity.labels.team) || has(history.lastApproved)';
    expect([...compiled(source).needs].toSorted()).toEqual([
      'change.files',
      'history.lastApproved',
      'identity.labels',
      'request.tickets',
    ]);
    expect(compiled('true').needs.size).toBe(0);
  });
});
