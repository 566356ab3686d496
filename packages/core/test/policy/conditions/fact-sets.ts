import type { ConditionFacts } from '../../../src/policy/conditions/facts.ts';

/** A deployment of a service in the working day, of which everything is known. */
export const deploy: ConditionFacts = {
  identity: {
    name: 'ci-payments',
    owner: 'ada',
    proof: 'oidc',
    labels: { team: 'payments', tier: '1' },
    claims: { repository_id: '4711', environment: 'production', ref: 'refs/heads/main' },
  },
  request: {
    action: 'deploy',
    environment: 'production',
    resource: 'payments-api',
    segments: ['payments-api'],
    parameters: {
      region: 'eu-west-1',
      replicas: 4,
      ratio: 0.5,
      dryRun: false,
      note: null,
      hosts: ['a-1', 'a-2', 'b-1'],
      limits: { cpu: 2, memory: '1Gi' },
    },
    reason: 'Fixes OPS-214',
    tickets: ['OPS-214'],
  },
  change: {
    digest: 'sha256:11aa',
    kind: 'diff',
    repository: 'acme/payments',
    commit: '0123abc',
    command: [],
    artifacts: ['payments-api.tar'],
    authors: ['grace', 'linus'],
    files: ['src/pay.ts', 'src/refund.ts', 'infra/main.tf', 'docs/pay.md'],
    filesChanged: 4,
    linesAdded: 120,
    linesRemoved: 30,
    hasSecrets: false,
  },
  // A Wednesday.
  time: { now: Date.UTC(2026, 10, 18, 13, 5), weekday: 3, hour: 14, minute: 5, date: '2026-11-18' },
  history: {
    requestsLastDay: 3,
    requestsLastWeek: 12,
    approvalsLastDay: 2,
    approvalsLastWeek: 10,
    rejectionsLastDay: 0,
    rejectionsLastWeek: 1,
    lastApproved: Date.UTC(2026, 10, 18, 9),
    lastRejected: Date.UTC(2026, 10, 13, 9),
    lastApprovedDigest: 'sha256:11aa',
  },
};

/** A migration in the weekend that asks in an emergency, by an API key; the first of its kind. */
export const migrate: ConditionFacts = {
  identity: { name: 'db-bot', owner: '', proof: 'api-key', labels: {}, claims: {} },
  request: {
    action: 'db.migrate',
    environment: 'staging',
    resource: 'db/orders/customers',
    segments: ['db', 'orders', 'customers'],
    parameters: { replicas: 'four', region: 'eu-west-1', hosts: [], tables: { customers: true } },
    reason: '',
    tickets: [],
  },
  change: {
    digest: 'sha256:22bb',
    kind: 'command',
    repository: '',
    commit: '',
    command: ['psql', '-f', 'drop.sql'],
    artifacts: [],
    authors: [],
    files: [],
    filesChanged: 0,
    linesAdded: 0,
    linesRemoved: 0,
    hasSecrets: true,
  },
  // A Sunday.
  time: { now: Date.UTC(2026, 10, 22, 2, 30), weekday: 7, hour: 3, minute: 30, date: '2026-11-22' },
  history: {
    requestsLastDay: 0,
    requestsLastWeek: 0,
    approvalsLastDay: 0,
    approvalsLastWeek: 0,
    rejectionsLastDay: 0,
    rejectionsLastWeek: 0,
    lastApproved: null,
    lastRejected: null,
    lastApprovedDigest: null,
  },
};

/** Texts that look like conditions, code, keys of prototypes and other writing. */
export const hostile: ConditionFacts = {
  identity: {
    name: '" || true || "',
    owner: '\u202Eada',
    proof: 'oidc',
    labels: { constructor: 'x', ['__proto__x']: 'y', 'a.b': 'z' },
    claims: { 'https://claims.example.com/roles': 'admin', sub: '\u{1F600}' },
  },
  request: {
    action: 'deploy',
    environment: 'production',
    resource: 'payments-api\u0000',
    segments: ['payments-api\u0000'],
    parameters: {
      toString: 'x',
      constructor: { prototype: 1 },
      hasOwnProperty: true,
      replicas: -1,
      region: '${7*7}',
      big: 9_007_199_254_740_991,
      list: [1, 1.5, 'a', null, [1], { a: 1 }],
    },
    reason: 'like(".*") // \n" == "',
    tickets: ['OPS-1"', "OPS-2'"],
  },
  change: {
    digest: 'sha256:33cc',
    kind: 'diff',
    repository: 'acme/payments',
    commit: '',
    command: ['sh', '-c', 'rm -rf / \n'],
    artifacts: [],
    authors: ['ada'],
    files: ['infra/../src/a.ts', 'infra/\n.tf', '\u{1F4A9}.md', 'Infra/x.tf', ''],
    filesChanged: 5,
    linesAdded: 9_007_199_254_740_991,
    linesRemoved: 0,
    hasSecrets: false,
  },
  time: deploy.time ?? {},
  history: { ...migrate.history, lastApprovedDigest: 'sha256:33CC' },
};

/** Little could be fetched. */
export const little: ConditionFacts = {
  identity: { name: 'ci-payments' },
  request: { action: 'deploy', environment: 'production', parameters: {} },
};

export const factSets = { deploy, migrate, hostile, little } as const;
