const SEEN = /[[\p{L}\p{N}\p{P}\p{S}]--[\p{Default_Ignorable_Code_Point}\u2800]]/v;

/** What somebody said, without the space around it; nothing where none of it can be seen. */
export function said(text: string | undefined): string {
  const trimmed = text?.trim() ?? '';
  return SEEN.test(trimmed) ? trimmed : '';
}
