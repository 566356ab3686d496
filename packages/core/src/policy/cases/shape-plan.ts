import { z } from 'zod';
import { duration, fields, nonEmpty } from '../shape/leaf.ts';
import { channelsShape } from '../shape/route.ts';

const texts = () => z.array(z.string());
const hooks = () => z.array(fields({ webhook: z.string() })).optional();
const flag = () => z.boolean().optional();

/** What a case may expect of a plan beside who is asked, in the words of the policy document. */
export function planShape() {
  return {
    limits: z
      .array(fields({ rule: z.string().optional(), count: z.int(), per: duration() }))
      .optional(),
    direct: orNone(nonEmpty(z.enum(['slack', 'teams']), DIRECT), DIRECT),
    private: flag(),
    sensitivity: z.enum(['normal', 'restricted']).optional(),
    ping: flag(),
    separation: fields({ owner: flag(), authors: flag(), earlier_voters: flag() }).optional(),
    hold_until: orNone(
      z.iso.datetime({
        offset: true,
        error: 'This is "none", or a moment with its offset: 2026-12-20T22:00:00+01:00.',
      }),
      'This is "none", or a moment between quotes.',
    ),
    cooldown: orNone(duration(), 'This is "none", or a duration such as 10m.'),
    reuse: orNone(
      fields({ uses: z.int().optional(), within: duration().optional() }),
      'This is "none", or has "uses" and "within", as the policy writes them.',
    ),
    burst: orNone(fields({ within: duration().optional() }), 'This is "none", or has "within".'),
    break_glass: orNone(
      breakGlass(),
      'This is "none", or has any of "groups", "route" and "review".',
    ),
    grant: orNone(
      fields({
        audience: texts().optional(),
        scope: texts().optional(),
        lifetime: duration().optional(),
        uses: z.int().optional(),
        targets: texts().optional(),
      }),
      'This is "none", or has any of "audience", "scope", "lifetime", "uses" and "targets".',
    ),
    bindings: fields({
      approved: hooks(),
      rejected: hooks(),
      expired: hooks(),
      withdrawn: hooks(),
    }).optional(),
  };
}

const DIRECT = 'This is "none", or a list of platforms in order: [slack, teams].';
const OPENERS =
  'This is a list of groups, or of such lists: whoever opens it is in a group of each.';

function breakGlass() {
  const quorum = { quorum: z.int().optional(), groups: texts().optional() };
  return fields({
    groups: z
      .union([nonEmpty(z.string(), OPENERS), nonEmpty(texts(), OPENERS)], OPENERS)
      .optional(),
    route: channelsShape().optional(),
    review: fields({
      within: duration().optional(),
      ...quorum,
      quorums: z.array(fields(quorum)).optional(),
    }).optional(),
  });
}

function orNone<T extends z.ZodType>(shape: T, message: string) {
  return z.union([z.literal('none'), shape], message).optional();
}
