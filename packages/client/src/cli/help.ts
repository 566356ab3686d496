const environment = `
Environment:
  COUNTERSIGN_URL        where the service is
  COUNTERSIGN_API_KEY    who asks (COUNTERSIGN_TOKEN works too)
  COUNTERSIGN_TOKEN_FILE a file with the platform's own token, read for every call
  COUNTERSIGN_AUDIENCE   in GitHub Actions without a key: the audience of the job's
                         OIDC token, the URL unless set
  NO_COLOR               no colours`;

/** What stands below the options in each help page. */
export const help = {
  program: `
Examples:
  $ countersign run --action deploy --env production --resource payments-api \\
      --diff HEAD~1..HEAD -- ./deploy.sh
  $ countersign list --status pending
  $ countersign log verify --key log.key.pub evidence.json
${environment}

Exit codes:
  0  approved, done      10  rejected                 12  the wait timed out
  1  error               11  expired or withdrawn     2   wrong usage
  After approval, run exits with the command's own code.`,

  run: `
Examples:
  $ countersign run --action deploy --env production --resource payments-api \\
      --diff HEAD~1..HEAD --ticket OPS-214 --timeout 20m -- ./deploy.sh --fast
  $ countersign run --action rotate-key --env production --resource db/orders \\
      --param replicas:=3 --artifact image=dist/image.tar -- ./rotate.sh

People are shown the diff, the commit, the repository and the command, all from this
folder. Before the command starts they are read again, twice: if anything has moved,
nothing runs. The command gets COUNTERSIGN_REQUEST_ID and COUNTERSIGN_DIGEST, and not
the key. Where policy gives the approval a grant, its token is in COUNTERSIGN_GRANT and
nowhere else, and is given back when the command ends. --target has the grant open a
system until then: PGHOST to PGDATABASE for PostgreSQL, SSH_AUTH_SOCK for SSH, and the
variable that an operator named for a secret. A signal while waiting takes the request
back; after that it goes to the command. When --timeout is over the request is taken back too, unless
--idempotency-key was given: then the same call waits for it again.

With --json, events come on stdout and the command's own output on stderr:
asked, changed, trouble, recovered, stopping, decided, started, ended, note, failed.

Exit codes:
  the command's own, once it ran;   0  approved and it succeeded
  1  error, nothing ran             2  wrong usage
  10 rejected   11 expired or withdrawn   12 the wait timed out
  128+n ended by signal n           126, 127 the command cannot be run, is not there
${environment}`,

  request: `
Example:
  $ id=$(countersign request --action deploy --env production --resource payments-api)
  $ countersign wait "$id" && ./deploy.sh

"countersign run" does this in one step, and checks before it runs that the change is
still the one that was approved.`,

  wait: `
Exit codes:
  0 approved   10 rejected   11 expired or withdrawn   12 the wait timed out   1 error`,

  list: `
A pipe gets tab-separated fields: id, status, what, when, decided by, what became of it
(not started, started, succeeded, failed and the exit code).`,

  export: `
Example:
  $ countersign log export --out log/
  $ countersign log verify --key log.key.pub log/

The export holds the checkpoint, the tiles and the entry bundles (c2sp.org/tlog-tiles),
and the public key as "key". A log that vouches for itself proves little: get the key
for verifying by another way, once, and keep it.`,

  verify: `
Examples:
  $ countersign log verify --key "countersign.example.com+5a0b...+AWJ..." log/
  $ countersign log verify --key log.key.pub evidence.json
  $ countersign log verify --key log.key.pub log/ evidence.json

Needs no network. Exit codes: 0 everything holds, 1 something does not, 2 wrong usage,
a path that is not there among it.`,

  deliveries: `
Examples:
  $ countersign deliveries list
  $ countersign deliveries retry dlv_01m81zwgz3qcbadpdx8wyd4h73

Takes an operator's key in COUNTERSIGN_API_KEY, one that stands under operators in the
service's configuration: a bot's key opens nothing here. Put right what failed first.
A pipe gets tab-separated fields: id, task, lane, request, when, why.`,

  identities: `
Examples:
  $ countersign identities list --only stale
  $ countersign identities suspend ci-deploy --reason "The key leaked"
  $ countersign identities rotate-key nightly --overlap 1h | vault kv put secret/nightly key=-

Takes an operator's key in COUNTERSIGN_API_KEY. What the service's configuration defines
is changed there; suspended can be any. A pipe gets tab-separated fields: id, standing,
owner, last seen, notes.`,

  explain: `
Examples:
  $ countersign explain --action deploy --env production --resource payments-api
  $ countersign explain --action deploy --env production --resource payments-api \\
      --diff HEAD~1..HEAD

Nothing is kept and nobody is told. What conditions of the policy ask about the change
is known where it is given. For a policy in a file: countersign policy explain.`,

  policy: `
Examples:
  $ countersign policy check policy.yaml
  $ countersign policy test policy.test.yaml

Nothing is sent: a policy is read and judged here, as the service would. The libraries
that read policies come along once they are installed; without them, the command says how.`,

  policyCheck: `
Examples:
  $ countersign policy check policy.yaml
  $ countersign policy check --config countersign.yaml

Faults come as file:line:column path: what is wrong. Without --config any name of a
webhook, a person or a fallback is taken. Exit codes: 0 it holds, 1 it has faults,
2 wrong usage, a file that is not there among it.`,

  policyTest: `
Example:
  $ countersign policy test --min-coverage all --junit report.xml policy.test.yaml

A file of cases names its policy, requests, and what is expected of each verdict.
Exit codes: 0 all passed, 1 a case failed, or something is not reached, 2 wrong usage.`,

  policyExplain: `
Examples:
  $ countersign policy explain policy.yaml --identity ci-payments --action deploy \\
      --env production --resource payments-api --at 2026-12-20T19:00:00+01:00
  $ countersign policy explain policy.yaml --cases policy.test.yaml --case 'a small deploy'

What the service alone knows is unknown here, and taken as strictly as can be: history,
what was masked, and labels and claims unless they are given. Exit codes: 0 whatever the
verdict is, 1 the policy has faults, 2 wrong usage.`,

  policyDiff: `
Example:
  $ countersign policy diff <(git show main:policy.yaml) policy.yaml

A change is called stricter or looser only where that holds for every request, whatever
else the policies say. Exit codes: 0 both say the same, 1 they differ or one has faults,
2 wrong usage.`,

  policyReplay: `
Examples:
  $ countersign policy replay --policy draft.yaml --since 30d --save requests.jsonl
  $ countersign policy replay --policy draft.yaml --requests requests.jsonl

Takes an operator's key in COUNTERSIGN_API_KEY, which sees the requests of all bots. Each
is judged as of the moment when it was made. History is counted from the requests
themselves, owners and labels are those of --config as it is today. What is not known is
taken as strictly as can be, and counted: claims of tokens, and what lies before the first
request. Requests that the service refused were never kept. Exit codes: 0 judged, whatever
changes, 1 error, a draft with faults among it, 2 wrong usage.`,

  manifest: `
Examples:
  $ countersign slack manifest --url https://countersign.example.com --link
  $ countersign slack manifest --socket > manifest.yaml`,

  teamsManifest: `
Example:
  $ countersign teams manifest --url https://countersign.example.com --app 5f0c3d5e-2a74-40a2-b28a-b162d5f5327c

Upload the file in Teams under Apps, Manage your apps, or have an admin take it into the catalog.`,
};
