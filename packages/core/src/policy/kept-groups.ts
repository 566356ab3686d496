import { readYaml } from '../yaml/yaml.ts';
import { unbundlePolicy } from './bundle.ts';
import { draftOf } from './draft.ts';
import { toGroups } from './normalise.ts';
import type { Group } from './plan.ts';

/**
 * The groups of a policy that was taken once, whatever is found wrong with its rules since: who may
 * vote on what it asked must not hang on that. One that can't be read itself is not there.
 */
export function keptGroups(kept: string): Group[] {
  const { text, files } = unbundlePolicy(kept);
  const main = draftIn(text);
  const included = main.include.map((one) => draftIn(files.get(one?.file ?? '') ?? ''));
  return [main, ...included]
    .flatMap(({ groups }) =>
      toGroups(
        Object.fromEntries(
          Object.entries(groups).flatMap(([name, group]) => (group ? [[name, group]] : [])),
        ),
      ),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function draftIn(text: string) {
  const read = readYaml(text);
  return draftOf(read.ok ? read.source.value : undefined);
}
