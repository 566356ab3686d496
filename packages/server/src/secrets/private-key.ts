const label = '[A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----';
const base64 = '[A-Za-z0-9+/=]';
const headers = '(?:Proc-Type|DEK-Info|Version|Comment|Charset): [^\\n]{0,100}';
const end = `-----END ${label}`;
/** What may come after a line end or a gap: a line of the key, its short last line, its end. */
const goesOn = `(?=${headers}|${base64}{16}|${base64}{1,15}(?:\\r?\\n|\\\\[nr]|["' ]){0,4}${end}|${end})`;
const lineEnd = String.raw`(?:\r?\n|\\[nr]){0,4}`;
const gap = String.raw`[ \t"'+,.|#*>]{0,40}`;
/** Between two lines of a key, also where code puts it together. Few ways to read it: it has to be quick. */
const between = `${lineEnd}${gap}${lineEnd}${gap}`;

/**
 * A private key as RFC 7468 writes it, also cut off, in one line, or in quotes. Only what can be part of a
 * key is taken: with anything between two marks, a request could hide what it does behind "masked".
 */
export const privateKey = new RegExp(
  `-----BEGIN ${label}(?:${headers}|${base64}|(?=[^A-Za-z0-9/=])${between}${goesOn}){0,16000}(?:${between}${end})?`,
  'gu',
);
