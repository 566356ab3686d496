import type { z } from 'zod';
import { isMapping } from './leaf.ts';

/** What reads as if it did something, and never does. */
export function withoutEffect(rule: unknown, context: z.RefinementCtx): void {
  if (!isMapping(rule)) return;
  const tell = (path: string[], message: string, hint?: string) =>
    context.addIssue({ code: 'custom', path, message, params: { at: 'key', hint } });
  const { route, sensitivity, bindings } = rule;
  const has = (key: string) => Object.hasOwn(rule, key);

  // As `likenessOf` of a request has it.
  if (has('burst') && isMapping(route) && Object.hasOwn(route, 'direct')) {
    const message =
      'Cards that go to people by direct message are each of one request, so that no burst shares one.';
    tell(['burst'], message, 'Leave out "burst", or "direct" of the route.');
  } else if (has('burst') && sensitivity === 'restricted') {
    const message = 'What is restricted has a card of its own, so that no burst shares one.';
    tell(['burst'], message, 'Leave out "burst", or "sensitivity".');
  }

  if (!has('allow')) return;
  for (const end of ['rejected', 'expired', 'withdrawn']) {
    const hooks = isMapping(bindings) ? bindings[end] : undefined;
    if (!Array.isArray(hooks) || hooks.length === 0) continue;
    const message = 'This never fires: what is allowed at once is approved, and nothing else.';
    tell(['bindings', end], message);
  }
}
