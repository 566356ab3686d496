import type { ModalView } from '@slack/types';
import type { EphemeralAnswer } from '../../chat/slack/respond.ts';

/** The body of an acknowledgement; undefined is an empty one. */
export type AckBody =
  | { response_action: 'clear' }
  | { response_action: 'update'; view: ModalView }
  | { response_action: 'errors'; errors: { [block: string]: string } }
  | (EphemeralAnswer & { response_type: 'ephemeral' })
  | { challenge: string };

export type Ack = (body?: AckBody) => Promise<void>;

/** What is being done about an input, and how its answer reaches the person when it comes late. */
export type Reaction = {
  outcome: Promise<AckBody | undefined>;
  /** Acknowledges in place of an answer that is not there in time. */
  holding?: AckBody;
  /** Delivers the answer that came after the acknowledgement. */
  late?: (body: AckBody | undefined) => Promise<void>;
  /** Tells the person that it failed; in time it is an acknowledgement. */
  failed?: AckBody;
  /** Tells the person that it failed, where no acknowledgement can. */
  sorry?: () => Promise<void>;
  /** It has to be done though this process should end: kept before it is acknowledged undone. */
  lasts?: true;
  /** Slack sends it again where it fails; of all inputs only events. */
  retriable?: boolean;
  /** Once the answer is out. */
  afterwards?: () => Promise<void>;
};
