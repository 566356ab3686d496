import type { Account } from '@countersign/core/people';
import type { CardContent } from './chat.ts';

/** A click on a list. `control` is that of the card whose message it is. */
export type ListClick = {
  control: string;
  vote: 'approve' | 'reject';
  account: Account;
  channel: string | null;
};

/** One that the form shows, or one that it leaves out, and why. */
export type LeftOut = { what: string; why: string };

/**
 * What a form about several requests shows. `form` names it in the store, which has what was shown:
 * the client has no more than this name.
 */
export type TogetherForm =
  | { ok: true; form: string; vote: 'approve' | 'reject'; items: CardContent[]; left: LeftOut[] }
  | { ok: false; sentence: string };

/** `waiting`: the vote counts, and others have to. `held`: all have, and it waits for its time. `replayed`: it had its answer. */
export type TogetherResult =
  | {
      ok: true;
      vote: 'approve' | 'reject';
      done: string[];
      waiting: LeftOut[];
      held: LeftOut[];
      refused: LeftOut[];
      replayed: boolean;
    }
  | { ok: false; sentence: string };

export interface ListUseCases {
  /** Opens a form about those that this account may decide now. Decides nothing. */
  openTogether(click: ListClick): Promise<TogetherForm>;
  /**
   * Votes on exactly those that the form showed, one by one, each with its own checks. Only for the
   * account it was opened for, once. Rejections want a reason.
   */
  decideTogether(sent: {
    form: string;
    account: Account;
    reason?: string;
  }): Promise<TogetherResult>;
}
