/** What happened in the Teams double; the content is read where it is wanted. */
export type TeamsChange =
  | { kind: 'message'; conversation: string; id: string }
  | { kind: 'view'; conversation: string; id: string; person: string }
  | { kind: 'notice' | 'dialog'; person: string }
  | { kind: 'call'; operation: string }
  | { kind: 'delivery'; activity: string }
  | { kind: 'directory' };
