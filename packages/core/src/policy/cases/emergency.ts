import { formatDuration } from '../duration.ts';
import type { BreakGlass } from '../plan.ts';
import { listed, same, sameNames, spelled } from './expectation.ts';
import type { Expectation } from './expectation.ts';
import { places, wantedPlaces } from './places.ts';
import { isAsWanted, quorumsText, wantedQuorums } from './quorums.ts';
import type { Expected } from './shape.ts';

type Wanted = NonNullable<Expected['break_glass']>;

/** What a case expects of the way for emergencies: that there is none, or each part that it names. */
export function* emergency(wanted: Wanted, got: BreakGlass | undefined): Generator<Expectation> {
  if (wanted === 'none' || got === undefined) {
    yield same('break_glass', wanted === 'none' ? wanted : 'one', got ? inWords(got) : 'none');
    return;
  }
  const { groups, route, review = {} } = wanted;
  if (groups !== undefined) {
    yield sameNames('break_glass.groups', listsOf(groups).map(anyOf), got.openers.map(anyOf));
  }
  if (route !== undefined) yield sameNames('break_glass.route', wantedPlaces(route), places(got));
  if (review.within !== undefined) {
    const within = formatDuration(got.review.withinMs);
    yield same('break_glass.review.within', spelled(review.within), within);
  }
  const quorums = wantedQuorums(review);
  if (quorums === undefined) return;
  yield {
    what: 'break_glass.review',
    expected: quorumsText(quorums, 'all'),
    got: quorumsText(got.review.quorums, 'all'),
    met: isAsWanted(quorums, got.review.quorums),
  };
}

/** One list of groups, or those of several rules: somebody is in a group of each. */
function listsOf(groups: readonly (string | string[])[]): string[][] {
  const names = groups.filter((one) => typeof one === 'string');
  return [...(names.length > 0 ? [names] : []), ...groups.filter((one) => typeof one !== 'string')];
}

function anyOf(groups: readonly string[]): string {
  return groups.toSorted().join(' or ');
}

function inWords({ openers, review }: BreakGlass): string {
  const by = quorumsText(review.quorums, 'all');
  return `one of ${listed(openers.map(anyOf))} alone, reviewed by ${by} within ${formatDuration(review.withinMs)}`;
}
