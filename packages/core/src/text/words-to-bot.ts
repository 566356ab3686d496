import type { AnyAccount } from '../people.ts';

/** What somebody is to say to the bot, as their platform takes it: Slack by its slash command alone. */
export function wordsToBot(platform: AnyAccount['platform'], words: string): string {
  return platform === 'slack' ? `/countersign ${words}` : words;
}
