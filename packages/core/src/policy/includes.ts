import { readYaml } from '../yaml/yaml.ts';
import { draftOf } from './draft.ts';

/** The files that a document includes, by the names it gives them, each once; whatever else is wrong with it. */
export function includesOf(text: string): string[] {
  const read = readYaml(text);
  if (!read.ok) return [];
  const files = draftOf(read.source.value).include.map((include) => include?.file);
  return [...new Set(files.filter((file) => file != null))];
}
