import type { Database, Dialect } from '../statement.ts';
import { initial } from './0001-initial.ts';
import { logKey } from './0002-log-key.ts';
import { openRequests } from './0003-open-requests.ts';
import { runStart } from './0004-run-start.ts';
import { cardFallback } from './0005-card-fallback.ts';
import { newByLane } from './0006-new-by-lane.ts';
import { rulesCombine } from './0007-rules-combine.ts';
import { authority } from './0008-authority.ts';
import { identities } from './0009-identities.ts';
import { grants } from './0010-grants.ts';
import { credentials } from './0011-credentials.ts';
import { sessions } from './0012-sessions.ts';
import { direct } from './0013-direct.ts';
import { lists } from './0014-lists.ts';
import { issuerKeysAgreed } from './0015-issuer-keys-agreed.ts';
import { fewerPages } from './0016-fewer-pages.ts';

export type Step = { up(db: Database): Promise<void> };

/** By the names that a database remembers, in the order in which they are taken. */
export function stepsFor(dialect: Dialect): { [name: string]: Step } {
  return {
    '0001-initial': initial(dialect),
    '0002-log-key': logKey,
    '0003-open-requests': openRequests,
    '0004-run-start': runStart,
    '0005-card-fallback': cardFallback,
    '0006-new-by-lane': newByLane,
    '0007-rules-combine': rulesCombine,
    '0008-authority': authority,
    '0009-identities': identities,
    '0010-grants': grants,
    '0011-credentials': credentials,
    '0012-sessions': sessions,
    '0013-direct': direct,
    '0014-lists': lists,
    '0015-issuer-keys-agreed': issuerKeysAgreed,
    '0016-fewer-pages': fewerPages(dialect),
  };
}
