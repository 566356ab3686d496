/**
 * Clients offer people's names after an `@`. The page has no such list, and takes a name that is typed:
 * the longest that somebody has, in either case.
 */
export function mentionPeople<P>(
  text: string,
  people: readonly P[],
  namesOf: (person: P) => (string | undefined)[],
  mention: (person: P) => string,
): string {
  const all = people.flatMap((person) =>
    namesOf(person).flatMap((name) => (name ? [{ person, name: name.toLowerCase() }] : [])),
  );
  all.sort((one, other) => other.name.length - one.name.length);
  // Not within a word, as in an address.
  const [before = '', ...rest] = text.split(/(?<!\w)@/);
  const read = rest.map((after) => {
    const lower = after.toLowerCase();
    const isNamed = (name: string) =>
      lower.startsWith(name) && !/^\w/.test(lower.slice(name.length));
    const found = all.find(({ name }) => isNamed(name));
    return found ? mention(found.person) + after.slice(found.name.length) : `@${after}`;
  });
  return before + read.join('');
}
