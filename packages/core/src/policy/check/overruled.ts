import type { Finding } from '../../yaml/fault.ts';
import type { Draft } from '../draft.ts';
import { quote } from '../../text/quote.ts';
import { comparisons, coversAll, judgedOf } from './cover.ts';

const strictness = { allow: 0, ask: 1, refuse: 2 } as const;

/**
 * A rule that never has a say, as a stricter one of the same file always applies where it does.
 * Tells the plain cases: what several rules take together is not looked for.
 */
export function overruled({ rules }: Draft): Finding[] {
  const compare = comparisons();
  const judged = rules.flatMap((rule, at) => judgedOf(rule, at) ?? []);
  // One that takes everything is meant: so is all stopped, or asked for, at once.
  const strict = judged.filter(
    ({ always, kind, match }) => always && kind !== 'allow' && Object.keys(match).length > 0,
  );
  return judged.flatMap((rule) => {
    const above = strict.find(
      (other) =>
        strictness[other.kind] > strictness[rule.kind] &&
        coversAll(other.match, rule.match, compare),
    );
    if (above === undefined) return [];
    const does = above.kind === 'refuse' ? 'refuses' : 'asks for';
    const message = `This rule can never ${rule.kind}: ${quote(above.name)} ${does} everything that it matches, and the strictest rule wins.`;
    return [{ path: ['rules', rule.at], message, hint: 'Narrow that rule, or remove this one.' }];
  });
}
