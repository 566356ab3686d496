import { evaluate } from '@countersign/core/policy/evaluate';
import type { PolicyFacts } from '@countersign/core/policy/facts';
import { rereadPolicy } from '@countersign/core/policy/parse';
import type { Policy } from '@countersign/core/policy/policy';
import type { PastRequest } from '@countersign/core/policy/replay/past';
import { replayer } from '@countersign/core/policy/replay/replay';
import { summing } from '@countersign/core/policy/replay/summary';
import type { Bench } from '../harness/bench.ts';
import { atMost, type Figure } from '../harness/figure.ts';
import { median, percentile } from '../harness/percentiles.ts';

const RULES = 1_000;
const REQUESTS = 100_000;

/** Reading a policy of a thousand rules, each with a condition of its own, for the first time. */
export async function policyLoad({ quick }: Bench): Promise<Figure[]> {
  const took: number[] = [];
  while (took.length < (quick ? 7 : 15)) {
    // Texts that differ, so that nothing of the one before is known.
    const text = policyText(RULES, took.length);
    const start = performance.now();
    policyOf(text);
    took.push(performance.now() - start);
  }
  return [
    atMost(300, { name: 'policy.load', value: median(took), unit: 'ms' }),
    atMost(null, { name: 'policy.load.first', value: took[0] ?? 0, unit: 'ms' }),
  ];
}

/** One verdict over a request whose facts are all known, every condition judged. */
export async function policyEvaluate({ quick }: Bench): Promise<Figure[]> {
  const policy = policyOf(policyText(RULES, 0));
  const took: number[] = [];
  const judge = (at: number) => evaluate(policy, factsOf(at));
  for (let at = 0; at < 200; at++) judge(at);
  const before = process.cpuUsage();
  for (let at = 0; at < (quick ? 1_000 : 10_000); at++) {
    const start = performance.now();
    judge(at);
    took.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(before);
  const processor = (user + system) / 1_000 / took.length;
  return [
    atMost(null, { name: 'policy.evaluate.processor', value: processor, unit: 'ms' }),
    atMost(null, { name: 'policy.evaluate.p50', value: median(took), unit: 'ms' }),
    atMost(2, { name: 'policy.evaluate.p99', value: percentile(took, 99), unit: 'ms' }),
  ];
}

/** A hundred thousand past requests against a draft of a hundred rules; a quick run has a tenth. */
export async function policyReplay({ quick }: Bench): Promise<Figure[]> {
  const count = quick ? REQUESTS / 10 : REQUESTS;
  const judge = replayer(policyOf(policyText(100, 0)));
  const sums = summing();
  const before = process.cpuUsage();
  const start = performance.now();
  for (let at = 0; at < count; at++) sums.add(judge(pastOf(at)));
  const tookS = (performance.now() - start) / 1_000;
  const { user, system } = process.cpuUsage(before);
  if (sums.summary().judged !== count) throw new Error('Not all requests were judged.');
  const whole = (seconds: number) => (seconds * REQUESTS) / count;
  return [
    atMost(null, {
      name: 'policy.replay.processor',
      value: whole((user + system) / 1_000_000),
      unit: 's',
    }),
    atMost(30, { name: 'policy.replay', value: whole(tookS), unit: 's' }),
  ];
}

function policyOf(text: string): Policy {
  const read = rereadPolicy(text);
  if (read.ok) return read.policy;
  throw new Error(read.faults.map(({ message }) => message).join('\n'));
}

/** No globs: every condition is judged over every request, and a few rules apply. */
function policyText(rules: number, seed: number): string {
  const head =
    'version: 1\nzone: Europe/Berlin\ngroups: { a: { people: [ada] }, b: { slack: [S0B] } }\n';
  return `${head}rules:\n${Array.from({ length: rules }, (_, at) => ruleText(at, seed)).join('')}`;
}

function ruleText(at: number, seed: number): string {
  const conditions = [
    `change.linesAdded + change.linesRemoved > ${at + 700 + seed * 1_000}`,
    `change.files.exists(f, f.startsWith("infra/${at}-${seed}/"))`,
    `time.hour >= ${at % 24} && history.requestsLastDay > ${at + seed * 1_000 + 20}`,
    `identity.labels.exists(k, k == "team-${at}-${seed}") || request.resource.startsWith("r${at}")`,
  ];
  const stages = `[{ name: s, quorum: ${1 + (at % 2)}, groups: [${at % 2 === 0 ? 'a, b' : 'b'}] }]`;
  return `- { name: rule ${at}, when: '${conditions[at % conditions.length]}', route: { slack: [C0${at}] }, stages: ${stages} }\n`;
}

const FILES = ['src/a.ts', 'infra/5-0/main.tf', 'docs/guide.md', 'src/b.ts', 'package.json'];

function factsOf(at: number): PolicyFacts {
  const resource = `r${at % 997}/service`;
  return {
    identity: {
      name: `ci-${at % 17}`,
      owner: 'ada',
      proof: 'oidc',
      labels: { team: 'a' },
      claims: {},
    },
    request: {
      action: 'deploy',
      environment: 'production',
      resource,
      segments: resource.split('/'),
      parameters: { replicas: at % 9 },
      reason: '',
      tickets: [],
    },
    change: { files: FILES, filesChanged: 5, linesAdded: at % 700, linesRemoved: at % 90 },
    time: { now: 1_795_000_000_000 + at, weekday: 1, hour: at % 24, minute: 0, date: '2026-11-22' },
    history: { requestsLastDay: at % 40 },
  };
}

const DIFF = FILES.map(
  (file) => `--- a/${file}\n+++ b/${file}\n@@ -1,2 +1,3 @@\n a\n-b\n+c\n+d\n`,
).join('');

function pastOf(at: number): PastRequest {
  return {
    id: `req_${at}`,
    identity: { id: `ci-${at % 17}`, name: `ci-${at % 17}` },
    action: 'deploy',
    resource: `r${at % 997}/service`,
    environment: 'production',
    change: { commit: 'abcdef0', diff: DIFF },
    digest: `sha256:${'0'.repeat(64)}`,
    createdAt: new Date(1_790_000_000_000 + at * 25_000).toISOString(),
    policy: { version: 'sha256:0', rules: ['rule 0'] },
    stages: [
      { name: 's', combine: 'all', quorums: [{ quorum: 1, groups: ['a', 'b'], missing: 1 }] },
    ],
  };
}
