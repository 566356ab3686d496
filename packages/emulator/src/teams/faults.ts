export type TeamsFaultKind =
  /** Answered in place of doing it; `code` and `message` as Microsoft pairs them by default. */
  | { kind: 'http'; status: number; code?: string; message?: string; retryAfter?: number }
  /** Done at once, answered late. */
  | { kind: 'slow'; ms: number }
  | { kind: 'slow'; until: Promise<unknown> }
  /** Neither done nor answered, for as long as the caller waits. */
  | { kind: 'hang' }
  /** Done, but the answer never arrives: the connection breaks. */
  | { kind: 'lost' };

export interface TeamsFault {
  operation: Operation | '*';
  /** Of one channel with its threads, or of one personal chat. */
  conversation?: string;
  /** How many calls it strikes; 1 by default. */
  times?: number;
  with: TeamsFaultKind;
}

export const operations = [
  'token',
  'openidMetadata',
  'keys',
  'createConversation',
  'sendToConversation',
  'replyToActivity',
  'updateActivity',
  'deleteActivity',
  'getMember',
  'getMembers',
  'getPagedMembers',
  'getTeam',
  'getTeamChannels',
  'graph.getUser',
  'graph.checkMemberGroups',
  'graph.checkMemberObjects',
  'graph.getChannel',
  'graph.getGroup',
  'graph.listMembers',
  'graph.listTransitiveMembers',
  'workflow',
] as const;

export type Operation = (typeof operations)[number];

export class TeamsFaults {
  #planned: (TeamsFault & { left: number })[] = [];

  plan(fault: TeamsFault): void {
    this.#planned.push({ ...fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#planned = [];
  }

  /** The fault that strikes this call, used up by one. */
  strike(operation: Operation, conversation: string | undefined): TeamsFaultKind | undefined {
    const fault = this.#planned.find(
      (planned) =>
        planned.left > 0 &&
        (planned.operation === '*' || planned.operation === operation) &&
        (planned.conversation === undefined || planned.conversation === conversation),
    );
    if (fault === undefined) return undefined;
    fault.left -= 1;
    return fault.with;
  }
}
