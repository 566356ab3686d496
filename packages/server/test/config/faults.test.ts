import { describe, expect, it } from 'vitest';
import { faultsOf, load, policy } from './files.ts';

const people = 'people: [{ id: ada, name: Ada }]';

describe('a configuration with faults', async () => {
  it('is refused with all of them at once, each with its line, its path and what to do', async () => {
    const faults = await faultsOf(`listen: { port: 99999 }
polcy: ./policy.yaml
policy: ./policy.yaml
people:
  - { id: Ada, name: Ada }
slack: { botToken: xoxp-1, mode: socket }
logLevel: loud
`);
    expect(faults.map((fault) => fault.replace(/ .*/u, ''))).toEqual([
      'countersign.yaml:1:17',
      'countersign.yaml:2:1',
      'countersign.yaml:5:11',
      'countersign.yaml:6:8',
      'countersign.yaml:6:20',
      'countersign.yaml:7:11',
    ]);
    expect(faults.join('\n')).toContain('slack.appToken: mode socket needs appToken');
    expect(faults.join('\n')).toContain('2:1 polcy: There is no key "polcy" here.');
  });

  it.each([
    ['slak', 'slak: { botToken: xoxb-1 }', '3:1 slak', 'Did you mean "slack"?'],
    ['prot', 'listen: { prot: 80 }', '3:11 listen.prot', 'Did you mean "port"?'],
    [
      'githup',
      'people: [{ id: ada, name: Ada, githup: [ada] }]',
      '3:32 people[0].githup',
      'Did you mean "github"?',
    ],
    [
      'aproover',
      'roles: { aproover: { groups: [a] } }',
      '3:10 roles.aproover',
      'Did you mean "approver"?',
    ],
    [
      'princpals',
      "targets: [{ kind: ssh, name: hosts, resources: ['*'], caFile: ca, princpals: [a] }]",
      '3:67 targets[0].princpals',
      'Did you mean "principals"?',
    ],
    [
      'wholly_else',
      'listen: { wholly_else: 1 }',
      '3:11 listen.wholly_else',
      'Known here: host, port.',
    ],
  ])('is told which key was meant by %s, where it stands', async (key, line, place, hint) => {
    const known = line.startsWith('people') ? 'data: ./data' : people;
    const faults = await faultsOf(`policy: ./policy.yaml\n${known}\n${line}\n`);
    expect(faults).toContain(`countersign.yaml:${place}: There is no key "${key}" here. ${hint}`);
  });

  it('is told together with the faults of the policy that it names', async () => {
    const faults = await faultsOf(
      `policy: ./policy.yaml\n${people}\nlogLevel: loud\n`,
      {},
      'version: 2\n',
    );
    expect(faults.some((fault) => fault.startsWith('countersign.yaml:3:11 logLevel:'))).toBe(true);
    expect(faults.some((fault) => fault.startsWith('policy.yaml:1:10 version:'))).toBe(true);
  });

  it('names webhooks and people that the policy has and the configuration has not', async () => {
    const bound = `${policy}    bindings: { approved: [{ webhook: nowhere }] }\n`;
    const faults = await faultsOf('policy: ./policy.yaml\n', {}, bound);
    expect(faults.join('\n')).toMatch(/policy\.yaml:3:25 groups\.approvers\.people\[0\]/u);
    expect(faults.join('\n')).toContain('nowhere');
  });

  it('is refused where the owner of a bot is not a person', async () => {
    const faults = await faultsOf(`policy: ./policy.yaml
${people}
identities: [{ id: ci, name: CI, owner: olga }]
`);
    expect(faults).toEqual([
      'countersign.yaml:3:41 identities[0].owner: There is no person "olga" under people.',
    ]);
  });

  it.each([
    ['audience: []', 'issuers[0].audience: This must not be empty.'],
    ['audience: us, maxLifetime: 99999', 'issuers[0].maxLifetime: This must be at most 86400.'],
    ['audience: us, jwksUri: keys', 'issuers[0].jwksUri: This must be a web address'],
  ])('is told once what is wrong with an issuer: %s', async (field, told) => {
    const issuer = `issuers: [{ name: idp, issuer: 'https://idp.example', ${field} }]`;
    expect(await faultsOf(`policy: ./policy.yaml\n${people}\n${issuer}\n`)).toEqual([
      expect.stringContaining(told),
    ]);
  });

  it('is told once what is wrong with a key', async () => {
    const keys = 'keys: [{ id: short, hash: abc }]';
    const bot = `identities: [{ id: ci, name: CI, owner: ada, ${keys} }]`;
    expect(await faultsOf(`policy: ./policy.yaml\n${people}\n${bot}\n`)).toHaveLength(2);
  });

  it('is refused where one person is listed twice', async () => {
    const twice = 'people: [{ id: ada, name: Ada }, { id: ada, name: Ada L. }]';
    expect((await faultsOf(`policy: ./policy.yaml\n${twice}\n`)).join('\n')).toContain(
      'listed twice',
    );
  });

  it.each([
    ['two operators of one id', 'operators[1].id', 'on-call', 'bbbbbbbbbb', 'on-call'],
    ['an operator with the key of a bot', 'operators[0].keys[0].id', 'on-call', 'aaaaaaaaaa', 'o2'],
    ['two operators with one key', 'operators[1].keys[0].id', 'on-call', 'cccccccccc', 'o2'],
  ])('is refused where there are %s', async (_, path, id, key, other) => {
    const hash = 'a'.repeat(64);
    const keys = (of: string) => `keys: [{ id: ${of}, hash: ${hash} }]`;
    const faults = await faultsOf(`policy: ./policy.yaml
${people}
identities: [{ id: ci, name: CI, owner: ada, ${keys('aaaaaaaaaa')} }]
operators:
  - { id: ${id}, name: On call, ${keys(key)} }
  - { id: ${other}, name: Other, ${keys('cccccccccc')} }
`);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(` ${path}: `);
    expect(faults[0]).toMatch(/twice/u);
  });

  it('is refused where two bots have one key, and told where', async () => {
    const keys = `keys: [{ id: aaaaaaaaaa, hash: ${'a'.repeat(64)} }]`;
    const bots = `identities: [{ id: ci, name: CI, ${keys} }, { id: cd, name: CD, ${keys} }]`;
    const faults = await faultsOf(`policy: ./policy.yaml\n${people}\n${bots}\n`);
    expect(faults.join('\n')).toContain(' identities[1].keys[0].id: ');
  });

  it("speaks in sentences of ours, not in a library's", async () => {
    const faults = await faultsOf(`policy: ''
people: [{ id: ada }, { id: olga, name: '', github: [a b], email: x }]
issuers: [{ name: a, issuer: x, audience: 7, maxLifetime: 5, preset: other }]
slack: { mode: tcp, botToken: xoxb-1, signingSecret: short }
logLevel: loud
allowHosts: ['']
pace: { postMs: -1 }
`);
    expect(faults.length).toBeGreaterThan(12);
    expect(faults.join('\n')).not.toMatch(/invalid|expected|received|too small|too big/iu);
    expect(faults.join('\n')).toContain('The key "name" is missing.');
    expect(faults.join('\n')).toContain('logLevel: This must be "debug" or "info" or');
  });

  it('is refused where a binding would fit the tokens of strangers', async () => {
    const faults = await faultsOf(`policy: ./policy.yaml
${people}
issuers:
  - { name: gha, issuer: 'https://token.actions.githubusercontent.com', audience: us }
identities:
  - { id: ci, name: CI, oidc: [{ issuer: gha, claims: { repository: acme/shop } }] }
`);
    expect(faults.join('\n')).toMatch(/6:\d+ identities\[0\]\.oidc\[0\]\.claims: .*repository_id/u);
  });

  it.each([
    ['too short', `whsec_${Buffer.alloc(23).toString('base64')}`],
    ['too long', `whsec_${Buffer.alloc(65).toString('base64')}`],
    ['without its prefix', Buffer.alloc(32).toString('base64')],
    ['not base64', `whsec_${'A'.repeat(43)}`],
  ])('is refused for a webhook secret that is %s', async (_, secret) => {
    const hook = `webhooks: [{ name: hook, url: 'https://hook.example.com', secret: '${secret}' }]`;
    const faults = await faultsOf(`policy: ./policy.yaml\n${people}\n${hook}\n`);
    expect(faults.join('\n')).toContain('webhooks[0].secret: must be whsec_ and 24 to 64');
  });

  it('is refused where a file is missing, with the setting that names it', async () => {
    expect((await faultsOf(`policy: ./other.yaml\n${people}\n`)).join('\n')).toContain(
      'Set policy in the configuration to its path.',
    );
  });

  it('is refused where it is no YAML, or more than it shows', async () => {
    expect((await faultsOf('policy: [')).length).toBeGreaterThan(0);
    expect(await faultsOf(`policy: ./policy.yaml\npolicy: ./policy.yaml\n${people}\n`)).not.toEqual(
      [],
    );
    expect(await faultsOf('- policy.yaml\n')).not.toEqual([]);
    expect(await faultsOf('')).not.toEqual([]);
  });

  it('would hold without them', async () => {
    expect((await load(`policy: ./policy.yaml\n${people}\n`)).people).toHaveLength(1);
  });
});
