/**
 * What a reader can't see, or what moves what they see: controls, formats (bidi, zero-width, tags),
 * private use, unassigned; variation selectors and other default-ignorables; line separators.
 */
const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\p{Variation_Selector}\u2028\u2029]/gu;

/**
 * Untrusted text made inert for display: what is invisible is shown as `\u{...}`, halves of surrogate
 * pairs become U+FFFD. Newline and tab stay. For display only: never compare or hash its result.
 */
export function visible(text: string): string {
  return text.toWellFormed().replace(INVISIBLE, (char) => {
    if (char === '\n' || char === '\t') return char;
    return `\\u{${(char.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;
  });
}
