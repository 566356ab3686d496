import { expect, it } from 'vitest';
import { viewOf } from '../../src/app/view.ts';
import { grace, state, submission, vote } from '../slack/fixtures.ts';

it('a bot is not told by which other names its approvers go', () => {
  const votes = [vote({ person: { ...grace, also: ['mail:grace@example.com'] } })];
  const request = { version: 2, runs: [], outcome: null, cards: [] };
  for (const status of ['pending', 'approved'] as const) {
    const view = viewOf({ ...request, state: state({ status, votes }) }, submission(), () => null);
    expect(JSON.stringify(view)).toContain(grace.name);
    expect(JSON.stringify(view)).not.toContain('grace@example.com');
  }
});
