import type { Submission } from '@countersign/core/wire/submission';

/** Hostile text in every place that a bot or a person can fill. */
export function poisoned(text: string): Submission {
  return {
    action: 'deploy',
    resource: text.replace(/[\s\p{C}]/gu, '_') || 'x',
    environment: 'production',
    parameters: { [text.slice(0, 100)]: text },
    change: {
      summary: text,
      repository: text.slice(0, 300),
      commit: '4f2c1e9',
      diff: text,
      command: [text, 'run'],
      artifacts: [{ name: text.slice(0, 200), digest: `sha256:${'a'.repeat(64)}` }],
    },
    reason: text,
    tickets: [
      { key: text.slice(0, 64), title: text.slice(0, 300), url: 'https://tickets.example.com/1' },
    ],
  };
}
