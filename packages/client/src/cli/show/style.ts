import { styleText } from 'node:util';

/** Few, and only from the terminal's own palette, so that they hold on light and on dark. */
export type Style = {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly busy: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly dim: (text: string) => string;
};

/** Honours NO_COLOR, FORCE_COLOR and pipes (util.styleText looks at the stream). */
export function styleFor(stream: NodeJS.WriteStream): Style {
  return {
    good: (text) => styleText('green', text, { stream }),
    bad: (text) => styleText('red', text, { stream }),
    busy: (text) => styleText('cyan', text, { stream }),
    strong: (text) => styleText('bold', text, { stream }),
    dim: (text) => styleText('dim', text, { stream }),
  };
}
