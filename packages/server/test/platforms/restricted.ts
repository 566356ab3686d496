import type { Submission } from '@countersign/core/wire/submission';

/** Everything in it that a restricted card must not say has the word in it. */
export const WORD = 'zanzibar';

export const secretive: Submission = {
  action: 'deploy',
  resource: 'payments-api',
  environment: 'production',
  parameters: { [WORD]: `${WORD}-value` },
  reason: `Because of ${WORD}.`,
  tickets: [{ key: 'OPS-1', title: `About ${WORD}`, url: `https://tickets.example.com/${WORD}` }],
  change: {
    summary: `Moves ${WORD}`,
    repository: `acme/${WORD}`,
    commit: 'abcdef0',
    command: ['deploy', WORD],
    artifacts: [{ name: WORD, digest: `sha256:${'0'.repeat(64)}` }],
    diff: `--- a/${WORD}\n+++ b/${WORD}\n@@ -1 +1 @@\n-1\n+${WORD}\n`,
  },
};

export const restricted = { sensitivity: 'restricted' };
