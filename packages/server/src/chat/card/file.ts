import { visible } from '@countersign/core/text/visible';
import type { CardContent } from '../../ports/chat.ts';
import { changeText, type Room } from './change.ts';

const everything: Room = {
  whole: Infinity,
  resource: Infinity,
  summary: Infinity,
  repository: Infinity,
  command: Infinity,
  list: Infinity,
  diff: { files: 0, characters: Infinity, lines: Infinity },
};

/** The whole change as a text file, for the thread of a card that can't hold it. */
export function changeFile({ state, submission }: Pick<CardContent, 'state' | 'submission'>): {
  name: string;
  title: string;
  content: string;
} {
  const change = changeText(
    { ...submission, change: { ...submission.change, diff: undefined } },
    everything,
  );
  const parts = [
    ['Digest', state.digest],
    ['Request', state.id],
    ['Action', change.action],
    ['Resource', change.resource],
    ['Environment', change.environment],
    ['Summary', change.summary],
    ['Repository', change.repository],
    ['Commit', change.commit],
    ['Command', change.command],
    ['Parameters', block(change.parameters)],
    ['Artifacts', block(change.artifacts)],
    ['Diff', submission.change?.diff ? `\n${visible(submission.change.diff)}` : null],
  ] as const;
  const content = parts.flatMap(([label, text]) => (text === null ? [] : [`${label}: ${text}`]));
  return {
    name: `change-${state.digest.slice('sha256:'.length, 'sha256:'.length + 12)}.txt`,
    title: 'The whole change',
    content: `${content.join('\n')}\n`,
  };
}

function block(lines: readonly string[]): string | null {
  return lines.length === 0 ? null : `\n${lines.map((text) => `  ${text}`).join('\n')}`;
}
