/** What stands where a secret was: a text without it had nothing masked. */
export function masked(rule: string): string {
  return `${BEGIN}${rule}]`;
}

const BEGIN = '[masked: ';

/** Whether something in a value was masked; a text that only says so counts as well. */
export function hasMasked(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(BEGIN);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, of]) => name.includes(BEGIN) || hasMasked(of));
}
