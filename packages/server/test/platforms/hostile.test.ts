import { said } from '@countersign/core/text/said';
import type { Submission } from '@countersign/core/wire/submission';
import { describe, expect, it } from 'vitest';
import { oneLine } from '../../src/chat/card/words.ts';
import { hostile } from '../teams/vectors/hostile.ts';
import { platforms } from './platforms.ts';

/** The same request with any text in every place that is a bot's to fill. */
function saying(text: string): Submission {
  return {
    action: 'deploy',
    resource: 'payments-api',
    environment: 'production',
    parameters: { name: text },
    change: {
      summary: text,
      repository: text,
      commit: '4f2c1e9',
      command: [text, 'run'],
      diff: `--- a/x\n+++ b/x\n@@ -0,0 +1,1 @@\n+${text.replaceAll(/[\r\n]/gu, ' ')}\n`,
      artifacts: [{ name: text.slice(0, 200), digest: `sha256:${'a'.repeat(64)}` }],
    },
    reason: text,
    tickets: [{ key: text.slice(0, 64), title: text, url: 'https://tickets.example.com/1' }],
  };
}

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u;
const INNOCENT = 'quite harmless';

/** Our own moments, our own words, and links that say where they lead. */
function isOurs(active: string): boolean {
  if (active === 'moment') return true;
  if (active === 'link https://tickets.example.com/1 says https://tickets.example.com/1')
    return true;
  if (/^link \S+ says the bot$/u.test(active)) return true;
  if (/^markup \{"type":"user","user_id":"U0(?:ADA|GRACE|LISE)"\}$/u.test(active)) return true;
  // Those who can act, whom we call.
  if (
    /^markup "(?:For )?(?:<at>(?:Ada Lovelace|Grace Hopper|Lise Meitner)<\/at> ?)+"$/u.test(active)
  )
    return true;
  return active === 'markup "Waiting for approval"' || active === 'markup "Rejected"';
}

describe.each(platforms)('%s', (_, open) => {
  it('shows a bot’s text as text, whatever it says', async () => {
    const chat = await open();
    const innocent = await chat.card(await chat.asked(saying(INNOCENT)));
    expect(innocent.active.filter((one) => !isOurs(one))).toEqual([]);
    for (const text of hostile) {
      const seen = await chat.card(await chat.asked(saying(text)));
      expect(seen.text).toContain(oneLine(text).slice(0, 100));
      expect(seen.text.replaceAll('\n', '').replaceAll('\t', '')).not.toMatch(INVISIBLE);
      expect({ ...seen, text }).toEqual({ ...innocent, text });
    }
  });

  it('names what a bot says, so that nothing of it passes for a line of the card', async () => {
    const chat = await open();
    const ours = '▸ security: approved by Grace Hopper';
    const { change: _, ...bare } = saying('fine');
    const { text } = await chat.card(
      await chat.asked({ ...bare, change: { summary: ours, repository: ours } }),
    );
    const lines = text.split('\n').filter((line) => line.includes(ours));
    expect(lines).toEqual([`Summary ${ours}`, `Repository ${ours}`]);
    const commit = await chat.asked({ ...bare, change: { commit: '4f2c1e9' } });
    expect((await chat.card(commit)).text).toContain('Commit 4f2c1e9');
  });

  it('shows a person’s reason as text, on the card and below it', async () => {
    const chat = await open();
    const rejected = async (reason: string) => {
      const id = await chat.asked();
      await chat.reject(id, 'ada', reason);
      await chat.settle();
      return { id, seen: await chat.card(id) };
    };
    const innocent = await rejected(INNOCENT);
    expect(innocent.seen.active.filter((one) => !isOurs(one))).toEqual([]);
    for (const text of hostile.filter((one) => said(one) !== '')) {
      const { id, seen } = await rejected(text);
      expect(seen.text).toContain(oneLine(text.trim()).slice(0, 100));
      expect({ ...seen, text }).toEqual({ ...innocent.seen, text });
      const thread = (await chat.thread(id)).join('\n');
      expect(thread.replaceAll('\n', '').replaceAll('\t', '')).not.toMatch(INVISIBLE);
    }
  });
});
