import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardText } from '../../src/chat/card.ts';
import { renderMessage } from '../../src/chat/slack/render/message.ts';
import { textOf } from './desk.ts';
import { ada, content, grace, linus, NOON, state, submission, vote } from './fixtures.ts';
import { aStage } from '../../../core/test/support/stage.ts';

const twoStages = {
  ...state().plan,
  stages: [
    aStage({ name: 'Platform', quorum: 2, groups: ['platform-leads', 'sre'] }),
    aStage({ name: 'Security', quorum: 1, groups: ['security'] }),
  ],
};

/** What a person reads, in the order in which they read it. */
function read(...parts: Parameters<typeof content>): string {
  return textOf(renderMessage(content(...parts), 'n').blocks);
}

/** A command as a card says it. */
function shown(command: string[]) {
  return cardText(content({ submission: submission({ change: { command } }) })).change.command;
}

/** The parts that are there, in the order in which they come. */
function order(text: string, parts: readonly string[]): string[] {
  return parts
    .filter((part) => text.includes(part))
    .toSorted((a, b) => text.indexOf(a) - text.indexOf(b));
}

describe('an open card', () => {
  it('says what, who, why, what exactly, what is missing, and which digest, in this order', () => {
    const parts = [
      'Approval needed: deploy payments-api in production',
      'Asked by  release-bot',
      'Behind it:  Ada Lovelace , who cannot approve it.',
      'Shops asked for it',
      'OPS-214 Raise limits',
      'Raise the payment limit',
      'acme/payments',
      '4f2c1e9a7b3d',
      'helm upgrade payments ./chart --atomic',
      'version = "4.2.0"',
      '1 file, 1 line added, 1 removed',
      '+  maxAmount: 5000',
      'Platform : needs 1 approval from platform-leads',
      'Can decide now:  Grace Hopper and Linus Pauling',
      'sha256:',
      'Approve',
      'Reject…',
    ];
    expect(order(read(), parts)).toEqual(parts);
  });

  it('asks again before it approves, naming environment, action, resource and digest', () => {
    const { blocks } = renderMessage(content(), 'n');
    const confirm = JSON.stringify(blocks.at(-1));
    const { digest } = cardText(content());
    for (const part of ['production', 'deploy', 'payments-api', digest.short]) {
      expect(confirm).toContain(part);
    }
  });

  it('with nothing but the necessary has no empty parts', () => {
    const of = submission({ parameters: {}, change: {}, reason: '', tickets: [] });
    const text = read({ submission: of, state: state({ behind: [] }, of), eligible: [] });
    expect(text).not.toMatch(
      /Command|Parameters|Artifacts|Diff|Ticket|Behind|Can decide|Not shown/,
    );
  });

  it('shows who has approved, who is missing, and what comes after', () => {
    const text = read({
      state: state({ plan: twoStages, votes: [vote()] }),
      eligible: [grace, linus, ada],
    });
    const parts = [
      'Platform : 1 of 2 approvals (Grace Hopper), needs 1 more from platform-leads or sre',
      'Security : then 1 approval from security',
      'Can decide now:  Linus Pauling .',
    ];
    expect(order(text, parts)).toEqual(parts);
  });

  it('warns of letters that look like others, and spells them out', () => {
    const of = submission({ resource: 'p\u0430yments' });
    expect(read({ submission: of })).toContain('p\\u{430}yments mixes Latin and Cyrillic');
  });

  it('says where a diff is none', () => {
    const of = submission({ change: { diff: '--- a/x\n+++ b/x\n@@ -1,9 +1 @@\n-1\n+2\n' } });
    expect(read({ submission: of })).toContain('5 lines, not a well-formed diff');
  });

  it.each([
    'https://github.com@evil.example/',
    `https://example.com/${'a'.repeat(200)}`,
    'https://user:password@example.com/',
  ])('makes no link of %.50s', (url) => {
    const of = submission({ tickets: [{ key: 'OPS-1', url }] });
    expect(JSON.stringify(renderMessage(content({ submission: of }), 'n'))).not.toContain('"link"');
  });

  it('shows an address as a browser opens it', () => {
    const of = submission({ tickets: [{ key: 'OPS-1', url: 'https://\u0430pple.com/x' }] });
    const [ticket] = cardText(content({ submission: of })).tickets;
    expect(ticket?.url).toBe('https://xn--pple-43d.com/x');
  });

  it.each([
    [['rm', '-rf', 'a b', '', '$HOME'], String.raw`rm -rf 'a b' '' '$HOME'`],
    [['sh', '-c', 'echo $(id)'], String.raw`sh -c 'echo $(id)'`],
    [['echo', "it's"], String.raw`echo 'it'\''s'`],
    [['echo', 'x\ny\t'], String.raw`echo $'x\ny\t'`],
    [['echo', String.raw`x\ny`], String.raw`echo 'x\ny'`],
    [['echo', "it's \\\u202E\u0007"], String.raw`echo $'it\'s \\\u202E\u0007'`],
    [['echo', '\u{E0001}'], String.raw`echo $'\U000E0001'`],
    [['echo', String.raw`\u{202E}`], String.raw`echo '\u{202E}'`],
    [['~', '#', 'a=b', '-x'], String.raw`'~' '#' a=b -x`],
    [['a=b', 'run'], String.raw`'a=b' run`],
  ])('quotes the command as a shell would take it: %j', (command, quoted) => {
    expect(shown(command)).toBe(quoted);
  });

  it('never shows two commands alike', () => {
    const arg = fc.string({
      unit: fc.constantFrom("'", ' ', '\\', '$', 'n', '\n', '\u202E', 'u', '{', '2', 'a', '='),
      maxLength: 4,
    });
    const command = fc.array(arg, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(command, command, (one, other) => {
        expect(shown(one) === shown(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['what is invisible', 'x\u202Ey', String.raw`x\u{202E}y`],
    ['an escape that somebody typed', String.raw`x\u{202E}y`, String.raw`x\\u{202E}y`],
  ])('spells out %s once, wherever it is shown', (_, name, spelled) => {
    const identity = { id: 'bot', name };
    const people = [{ id: 'p', name }];
    const long = { diff: '+line\n'.repeat(400), summary: name };
    const of = submission({ resource: name, change: long, parameters: {}, reason: name });
    const plan = { ...twoStages, stages: [aStage({ name, quorum: 2, groups: [name] })] };
    const votes = [vote({ person: { id: 'v', name } })];
    const drawn = state(
      {
        identity,
        behind: people.map((person) => ({ ...person, as: 'starter' as const })),
        plan,
        votes,
      },
      of,
    );
    const { text, blocks } = renderMessage(
      content({ submission: of, state: drawn, eligible: people }),
      'n',
    );
    const all = `${text} ${JSON.stringify(blocks).replaceAll('\\\\', '\\')}`;
    const found = all.match(/x\\+u\{202E\}y/g) ?? [];
    expect(found.length).toBeGreaterThan(8);
    expect(new Set(found)).toEqual(new Set([spelled]));
  });
});

describe('a settled card', () => {
  const decidedAt = NOON + 120_000;

  it.each([
    ['approved', [vote()], 'Approved: deploy', 'Approved by Grace Hopper'],
    [
      'rejected',
      [vote({ vote: 'reject', comment: 'Freeze.' })],
      'Rejected: deploy',
      'Rejected by Grace Hopper',
    ],
    ['expired', [], 'Expired: deploy', 'not enough people approved in time'],
    ['withdrawn', [], 'Withdrawn: deploy', 'Withdrawn by release-bot'],
  ] as const)('%s: says first how it ended, and has no buttons', (status, votes, title, how) => {
    const drawn = content({ state: state({ status, votes: [...votes], decidedAt }) });
    const text = read(drawn);
    const parts = [title, how, 'Asked by', 'sha256:'];
    expect(order(text, parts)).toEqual(parts);
    expect(text).not.toContain('Can decide now');
    const { blocks } = renderMessage(drawn, 'n');
    expect(blocks.map(({ type }) => type)).not.toContain('actions');
  });

  it('still says what was decided: command, parameters, artifacts, commit and files', () => {
    const digest = `sha256:${'c'.repeat(64)}` as const;
    const artifacts = [{ name: 'payments:4.2.0', digest }];
    const base = submission();
    const of = { ...base, change: { ...base.change, artifacts } };
    const drawn = { submission: of, state: state({ status: 'approved', votes: [vote()] }, of) };
    const parts = [
      'Approved by Grace Hopper',
      '4f2c1e9a7b3d',
      'helm upgrade payments ./chart --atomic',
      'version = "4.2.0"',
      `payments:4.2.0 ${digest}`,
      '1 file, 1 line added, 1 removed',
      'config/limits.yaml  +1 -1',
      'Change sha256:',
    ];
    expect(order(read(drawn), parts)).toEqual(parts);
    expect(read(drawn)).not.toContain('Not shown here');
    expect(read(drawn)).not.toContain('maxAmount: 5000');
  });

  it('cuts what is long, visibly', () => {
    const of = submission({
      parameters: Object.fromEntries(Array.from({ length: 90 }, (_, n) => [`name${n}`, 'v'])),
      change: { command: ['run', 'x'.repeat(2_000)] },
    });
    const drawn = { submission: of, state: state({ status: 'approved', votes: [vote()] }, of) };
    expect(read(drawn)).toMatch(/x … \[\d+ more characters\]/);
    expect(read(drawn)).toMatch(/Not shown here: the end of the command, \d+ parameters/);
    expect(read(drawn).length).toBeLessThan(2_500);
  });

  it('says how the command ended', () => {
    const done = state({ status: 'approved', votes: [vote()], decidedAt });
    const failed = { status: 'failed' as const, exitCode: 3, message: 'disk full', at: decidedAt };
    const parts = [
      'Approved, but it failed: deploy',
      'Approved by Grace Hopper',
      'The command failed with exit code 3',
      'disk full',
    ];
    expect(order(read({ state: done, outcome: failed }), parts)).toEqual(parts);
    const succeeded = { status: 'succeeded' as const, at: decidedAt };
    expect(read({ state: done, outcome: succeeded })).toContain('Approved and done: deploy');
  });

  it('names every approver of every stage once', () => {
    const via = { ...vote().via, user: 'U0LINUS' };
    const votes = [vote(), vote({ person: linus, via }), vote({ person: linus, via, stage: 1 })];
    const done = state({ status: 'approved', plan: twoStages, stage: 1, votes, decidedAt });
    expect(read({ state: done })).toContain('Approved by Grace Hopper and Linus Pauling');
  });
});
