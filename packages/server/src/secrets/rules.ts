import { privateKey } from './private-key.ts';

/** A stretch of text that must not be kept, and the name of the rule that says so. */
export type Secret = { rule: string; start: number; end: number };

/** The named group `secret`, or the whole match, is what gets masked. All repetitions have a limit. */
type Rule = { rule: string; pattern: RegExp };

const value = String.raw`(?:"(?<q>(?:[^"\\\n]|\\.){4,500})"|'(?<s>(?:[^'\\\n]|\\.){4,500})')`;
const words =
  'password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key';
const upperWords = 'PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY';
/** What the recommended rules of secretlint leave out. */
const rules: Rule[] = [
  { rule: 'private-key', pattern: privateKey },
  {
    rule: 'jwt',
    pattern: /(?<![\w-])eyJ[\w-]{8,4000}\.eyJ[\w-]{8,12000}\.[\w-]{8,2000}/gu,
  },
  { rule: 'google', pattern: /AIza[\w-]{35}|GOCSPX-[\w-]{28}|(?<!\w)ya29\.[\w-]{20,2000}/gu },
  {
    rule: 'azure',
    pattern:
      /(?:AccountKey|SharedAccessKey|SharedAccessSignature)=(?<secret>[\w+/=%&.-]{20,500})|(?<![\w~.-])[\w~.-]{3}[78]Q~[\w~.-]{31,34}|[?&]sig=(?<t>[\w%+/=-]{20,200})/gu,
  },
  {
    // Secretlint takes as many characters as the key has, but from where its name begins.
    rule: 'aws',
    pattern:
      /secret_?access_?key["']?\s{0,200}(?::|=>|=)\s{0,200}["']?(?<secret>[\w/+=]{40,200})/giu,
  },
  {
    // Secretlint asks for it in a file of this name alone.
    // https://docs.npmjs.com/cli/configuring-npm/npmrc#auth-related-configuration
    rule: 'npm',
    pattern:
      /_(?:authToken|auth|password)[ \t]{0,4}=[ \t]{0,4}(?<secret>[^\s"'$<{][^\s"']{7,500})/gu,
  },
  { rule: 'countersign-key', pattern: /csk_[0-9A-Za-z]{10}_[0-9A-Za-z]{38}/gu },
  { rule: 'webhook-secret', pattern: /whsec_[A-Za-z0-9+/]{32,128}={0,2}/gu },
  {
    rule: 'authorization',
    pattern:
      /authorization["']?[ \t]{0,4}[:=,][ \t]{0,4}["']?(?:bearer|basic|token)[ \t]{1,4}(?<secret>[^\s"'$<{][^\s"']{7,4000})/giu,
  },
  {
    rule: 'password',
    pattern: new RegExp(
      `(?:${words})["']?\\]?[ \\t]{0,40}(?::=|=>|[:=])[ \\t]{0,8}${value}`,
      'giu',
    ),
  },
  {
    rule: 'password',
    pattern: new RegExp(`(?:${upperWords})=(?<secret>[^\\s"'$<{(][^\\s"']{5,500})`, 'gu'),
  },
  {
    rule: 'password',
    pattern: new RegExp(
      `--[a-z-]{0,30}(?:${words})(?:=|[ \\t]{1,4})(?<secret>[^\\s"'$<{-][^\\s"']{3,500})`,
      'gu',
    ),
  },
];

const names =
  'password|passwd|passphrase|pwd|token|api[_-]?key|access[_-]?key|private[_-]?key|secret[_-]?key|client[_-]?secret';

/** A name whose value is a secret. Not `secret` alone: that may name the one which a request is about. */
export const secretName = new RegExp(`(?:${names})$`, 'iu');

/** Says where a secret will come from, or where one was, and holds none. */
const reference =
  /^(?:\$\{.*\}|\$\(.*\)|\$\w+|\{\{.*\}\}|<.*>|%.*%|\*+|\[masked:.*|(?:var|local|data|env|secrets|process\.env)\..*)$/u;

export function ownFindings(text: string): Secret[] {
  return rules.flatMap(({ rule, pattern }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const [whole] = match;
      const held = Object.values(match.groups ?? {}).find((group) => group !== undefined) ?? whole;
      if (reference.test(held)) return [];
      const start = match.index + whole.lastIndexOf(held);
      return [{ rule, start, end: start + held.length }];
    }),
  );
}

export function isReference(text: string): boolean {
  return reference.test(text);
}
