/** What tells a person's act from a replay of the same signed bytes: Slack makes a trigger for each. */
export function actOf({ triggerId }: { triggerId: string }): { act?: string } {
  return triggerId === '' ? {} : { act: triggerId };
}
