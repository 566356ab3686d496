/** A moment for people, in UTC to the minute: `2026-11-22 16:28 UTC`. `at` in milliseconds. */
export function moment(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
