import type { Behind } from '@countersign/core/request/state';

type Known = { id: string; name: string; email?: string | undefined; github: string[] };

/** `12345+ada@users.noreply.github.com`: an address that GitHub gives those who keep theirs to themselves. */
const NOREPLY = /^(?:(\d+)\+)?([a-z0-9-]+)@users\.noreply\.github\.com$/u;

/**
 * The people behind addresses in git, which nobody has confirmed: naming somebody takes a vote from
 * them and gives nothing. Whom the configuration does not list is known by the address alone.
 */
export function changeAuthors(people: readonly Known[]) {
  const byEmail = new Map(
    people.flatMap((person) => (person.email ? [[person.email.toLowerCase(), person]] : [])),
  );
  const byGithub = new Map(
    people.flatMap((person) => person.github.map((name) => [name.toLowerCase(), person])),
  );

  return (addresses: readonly string[]): Behind[] => {
    const distinct = new Set(addresses.map((address) => address.toLowerCase()));
    return [...distinct].map((address) => {
      const [, id = '', login = ''] = NOREPLY.exec(address) ?? [];
      const known = byEmail.get(address) ?? byGithub.get(id) ?? byGithub.get(login);
      const mail = `mail:${address}`;
      return known
        ? { id: known.id, name: known.name, also: [mail], as: 'author' }
        : { id: mail, name: address, as: 'author' };
    });
  };
}
