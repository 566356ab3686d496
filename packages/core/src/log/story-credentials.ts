import { closingWhys, type ClosingWhy } from '../credential/credential.ts';
import type { Entry } from './entry.ts';
import { broken, isTexts, member } from './story-parts.ts';

/** What a grant opened on another system. */
export type StoryCredential = {
  readonly id: string;
  readonly target: string;
  /** It was handed over. */
  readonly opened: boolean;
  /** The system confirmed that it is closed, and why it was; absent while it is not. */
  readonly closed?: ClosingWhy;
};

/**
 * Credentials are told one by one: each of a target that the grant names, before the grant's end, and
 * nothing of one that was never begun.
 */
export function readCredentials(rest: readonly Entry[]): {
  credentials?: readonly StoryCredential[];
} {
  const told = new Map<string, StoryCredential>();
  for (const [at, entry] of rest.entries()) {
    if (!entry.kind.startsWith('credential.')) continue;
    const id = textOf(entry, 'credential');
    const target = textOf(entry, 'target');
    const known = told.get(id);
    if (entry.kind === 'credential.opening') {
      if (known) throw broken(`the credential ${id} was opened twice`);
      assertGranted(entry, target, rest.slice(0, at));
      told.set(id, { id, target, opened: false });
      continue;
    }
    if (known?.target !== target) throw broken(`the credential ${id} was never begun`);
    if (entry.kind === 'credential.opened') {
      if (known.opened || known.closed) throw broken(`the credential ${id} was opened twice`);
      told.set(id, { ...known, opened: true });
    }
    if (entry.kind === 'credential.closed') told.set(id, { ...known, closed: whyIn(entry) });
  }
  return told.size > 0 ? { credentials: [...told.values()] } : {};
}

function assertGranted(opening: Entry, target: string, before: readonly Entry[]): void {
  const grant = textOf(opening, 'grant');
  const issued = before.find(
    (entry) => entry.kind === 'grant.issued' && member(entry, 'grant') === grant,
  );
  if (issued === undefined) throw broken(`${target} was opened by a grant that is none`);
  const targets = member(issued, 'targets');
  if (!isTexts(targets) || !targets.includes(target)) {
    throw broken(`${target} was opened, and the grant does not name it`);
  }
  const ends = textOf(issued, 'expiresAt');
  if (Date.parse(opening.at) >= Date.parse(ends)) {
    throw broken(`${target} was opened after the grant had expired`);
  }
  if (!(Date.parse(textOf(opening, 'closesAt')) <= Date.parse(ends))) {
    throw broken(`${target} was opened for longer than the grant lasts`);
  }
  if (before.some(({ kind }) => kind === 'grant.revoked')) {
    throw broken(`${target} was opened after the grant was revoked`);
  }
}

function textOf(entry: Entry, name: string): string {
  const text = member(entry, name);
  if (typeof text === 'string' && text !== '') return text;
  throw broken(`entry ${entry.id} is malformed`);
}

function whyIn(entry: Entry): ClosingWhy {
  const why = closingWhys.find((one) => one === member(entry, 'why'));
  if (why === undefined) throw broken(`entry ${entry.id} does not say why it was closed`);
  return why;
}
