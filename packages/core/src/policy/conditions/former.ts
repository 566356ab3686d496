import { quote } from '../../text/quote.ts';

/** Facts that were false or unknown for every request, each with what to use in its place. */
const former: { readonly [path: string]: string } = {
  'request.urgent':
    'An emergency is opened on a request that is there: see "break_glass". What a bot says of itself can stand in request.parameters.',
  'change.truncated':
    'What no card shows whole is approved where all of it is shown, whatever the policy says. For its size, read change.linesAdded and change.linesRemoved.',
  'change.sensitivity':
    'A rule says what is sensitive: "sensitivity: restricted", with a condition on change.files or on identity.labels.',
};

/** Says of such a fact that there is none any more; undefined for any other path. */
export function formerFact(path: string): { message: string; hint: string } | undefined {
  const hint = Object.hasOwn(former, path) ? former[path] : undefined;
  return hint === undefined ? undefined : { message: `There is no ${quote(path)} any more.`, hint };
}
