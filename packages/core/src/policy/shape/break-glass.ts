import type { Names } from './names.ts';
import { duration, fields, known, nonEmpty, quorum } from './leaf.ts';
import { channelsShape } from './route.ts';

const SOMEBODY = 'A list of groups has at least one.';

/** How one person may approve alone in an emergency, before anybody else looks at it. */
export function breakGlassShape(names: Pick<Names, 'groups' | 'channels' | 'platforms'>) {
  const groups = () => nonEmpty(known('group', names.groups), SOMEBODY);
  const review = fields({
    within: duration().describe('So long after it: 1h, 1d, at most 7d.'),
    groups: groups().describe('A person in any of these groups may review it.'),
    quorum: quorum().optional().describe('How many distinct people review it; 1 if left out.'),
  });
  return fields({
    groups: groups().describe('A person in any of these groups may open the emergency path.'),
    route: channelsShape(names).describe('Where it is announced at once.'),
    review: review.describe('Who looks at it afterwards.'),
  });
}
