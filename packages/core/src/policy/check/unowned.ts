import { anyOf, quote } from '../../text/quote.ts';
import type { Finding } from '../../yaml/fault.ts';
import type { Draft } from '../draft.ts';
import type { Glob } from '../glob.ts';
import { covers } from '../glob-cover.ts';
import { compileMatch } from '../match.ts';

/** Each rule of an included file is for resources that the file owns, and says so. */
export function unowned({ rules }: Draft, owned: Glob[]): Finding[] {
  const patterns = owned.map(({ pattern }) => pattern);
  const hint = `This file is for ${anyOf(patterns)}.`;
  return rules.flatMap((rule, at): Finding[] => {
    if (!rule?.match) return [];
    const path = ['rules', at, 'match'];
    const { resource } = compileMatch(rule.match);
    if (!resource) {
      const message = 'A rule of an included file says under "match" which resources it is for.';
      return [{ path: [...path, 'resource'], message, hint }];
    }
    return resource.globs.flatMap((glob, globAt) => {
      if (owned.some((wide) => covers(wide, glob))) return [];
      const message = `${quote(glob.pattern)} reaches beyond the resources of this file.`;
      return [{ path: [...path, 'resource', globAt], message, hint }];
    });
  });
}
