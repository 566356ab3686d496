/**
 * What a reader can't see, or what moves what they see: controls, formats (bidi, zero-width, tags),
 * private use, unassigned; variation selectors and other default-ignorables; line separators. And
 * backslashes that stand where our own escape would have one; the look-behind keeps a run of them
 * from being searched again from each of its characters.
 */
const INVISIBLE = String.raw`[[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\p{Variation_Selector}\u2028\u2029]--[\n\t]]`;
const TO_SPELL_OUT = new RegExp(String.raw`(?<!\\)\\+(?=u\{|${INVISIBLE})|${INVISIBLE}`, 'gv');

/**
 * Untrusted text made inert for display: what is invisible is shown as `\u{...}`, halves of surrogate
 * pairs become U+FFFD. Newline and tab stay. Where somebody typed such an escape, its backslash is
 * shown twice, so one text never looks like another. For display only, and once: never compare or
 * hash its result.
 */
export function visible(text: string): string {
  return text.toWellFormed().replace(TO_SPELL_OUT, (found) => {
    if (found.startsWith('\\')) return found + found;
    return `\\u{${(found.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;
  });
}
