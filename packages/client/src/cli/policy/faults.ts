import type { PolicyFault } from '@countersign/core/policy/parse';

/** `policy.yaml:7:13 rules[0].name: What is wrong. What to do.`: editors and CI find the place. */
export function faultLine({ file, line, column, path, message, hint }: PolicyFault): string {
  const place = `${file ?? ''}:${line}:${column}`;
  const what = hint === undefined ? message : `${message} ${hint}`;
  return path === '' ? `${place} ${what}` : `${place} ${path}: ${what}`;
}
