import names from '../../packages/server/test/identity/wycheproof-classes/names.json' with { type: 'json' };
import type { Group } from './vectors.ts';

type Class = { result: string; flags: string[] };
type Kind = 'jws' | 'jwe';

/**
 * What the list of classes (names.json, of which `npm test` has a vector each) does not say as the
 * vectors do, in sentences.
 */
export function classFaults(groups: Group[]): string[] {
  const theirs = { jws: new Map<string, Class>(), jwe: new Map<string, Class>() };
  const torn: string[] = [];
  for (const { comment, flags, jws, result } of groups.flatMap(({ tests }) => tests)) {
    const classes = theirs[jws === undefined ? 'jwe' : 'jws'];
    const known = classes.get(comment) ?? { result, flags: [] };
    if (known.result !== result) torn.push(`The class ${comment} is valid and invalid there.`);
    classes.set(comment, { result, flags: [...new Set([...known.flags, ...flags])].sort() });
  }
  return [...torn, ...faultsOf('jws', theirs.jws), ...faultsOf('jwe', theirs.jwe)];
}

function faultsOf(kind: Kind, theirs: Map<string, Class>): string[] {
  const ours = new Map<string, Class>(Object.entries(names[kind]));
  return [...new Set([...theirs.keys(), ...ours.keys()])].flatMap((name) => {
    const [there, here] = [theirs.get(name), ours.get(name)].map((one) => JSON.stringify(one));
    if (there === here) return [];
    return `The class ${name} (${kind}) is ${there ?? 'not'} there and ${here ?? 'not'} in names.json.`;
  });
}
