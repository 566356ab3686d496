import { quote } from '../../text/quote.ts';
import type { YamlFault } from '../../yaml/fault.ts';
import type { Source } from '../../yaml/yaml.ts';
import { isMapping } from '../shape/leaf.ts';

/** Cases that are named as one above is: whoever asks for a case by its name means one. */
export function repeatedNames(file: unknown, locate: Source['locate']): YamlFault[] {
  const cases: unknown[] = isMapping(file) && Array.isArray(file['cases']) ? file['cases'] : [];
  const lines = new Map<string, number>();
  return cases.flatMap((each, at) => {
    const name = isMapping(each) ? each['name'] : undefined;
    if (typeof name !== 'string') return [];
    const path = ['cases', at, 'name'];
    const { line } = locate({ path, message: '' });
    const above = lines.get(name);
    if (above === undefined) {
      lines.set(name, line);
      return [];
    }
    const message = `There is a case ${quote(name)} on line ${above} already. Give each case a name of its own.`;
    return [locate({ path, message })];
  });
}
