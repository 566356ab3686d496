import { writeFileSync } from 'node:fs';

/** What the bot's shell reads: the key goes into a file of its owner's, not into the shell's history. */
export function writeBotEnv(path: string, env: { bin: string; url: string; key: string }): void {
  const lines = [
    `export PATH='${env.bin}':"$PATH"`,
    `export COUNTERSIGN_URL='${env.url}'`,
    `export COUNTERSIGN_API_KEY='${env.key}'`,
    '',
  ];
  writeFileSync(path, lines.join('\n'), { mode: 0o600 });
}
