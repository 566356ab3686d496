import { surfaces } from './blocks.ts';
import { drawBlock } from './render/blocks.ts';
import type { RenderContext } from './render/context.ts';
import { html } from './render/html.ts';
import { mrkdwn } from './render/mrkdwn.ts';

export type { RenderContext } from './render/context.ts';

type Surface = keyof typeof surfaces;

/**
 * Draws blocks as HTML that is safe to insert into the page: every text is escaped, every address is
 * http, https or mailto, no script and no style stands in it. A block Slack would refuse is named
 * instead of drawn.
 */
export function renderBlocks(
  blocks: readonly unknown[],
  surface: Surface,
  ctx: RenderContext,
): string {
  const drawn = blocks.map((block) => {
    const parsed = surfaces[surface].safeParse(block);
    return parsed.success
      ? html`<div class="block">${drawBlock(parsed.data, ctx)}</div>`
      : html`<p class="unsupported">A block here is not valid Block Kit, so it is not shown.</p>`;
  });
  return html`${drawn}`.source;
}

/** Draws the `text` of a message without blocks. */
export const renderText = (text: string, ctx: RenderContext): string =>
  html`<div class="block"><bdi class="text">${mrkdwn(text, ctx)}</bdi></div>`.source;
