/** What a reader can't see, or would take for the end of a line. */
const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\p{Variation_Selector}\u2028\u2029]/u;

/** Neither spaces, quotes nor anything else that a shell or a reader could take for something else. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/**
 * A command on one line as bash would take it, so that two commands never look alike: in single
 * quotes where it needs any, as `$'…'` with escapes where it holds what can't be seen.
 * https://www.gnu.org/software/bash/manual/html_node/ANSI_002dC-Quoting.html
 */
export function shellLine([program = '', ...args]: readonly string[]): string {
  // In front, `name=value` would be a variable.
  const first = program.includes('=') ? quoted(program) : shellWord(program);
  return [first, ...args.map(shellWord)].join(' ');
}

function shellWord(text: string): string {
  return PLAIN.test(text) ? text : quoted(text);
}

function quoted(text: string): string {
  const whole = text.toWellFormed();
  if (!UNSEEN.test(whole)) return `'${whole.replaceAll("'", String.raw`'\''`)}'`;
  return `$'${Array.from(whole, escaped).join('')}'`;
}

function escaped(char: string): string {
  if (char === '\n') return String.raw`\n`;
  if (char === '\t') return String.raw`\t`;
  if (char === '\\' || char === "'") return `\\${char}`;
  if (!UNSEEN.test(char)) return char;
  const hex = (char.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return hex.length > 4 ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}
