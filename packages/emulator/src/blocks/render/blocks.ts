import type { z } from 'zod';
import type { surfaces } from '../blocks.ts';
import type { elements } from '../elements.ts';
import type { RenderContext } from './context.ts';
import { control } from './controls.ts';
import { html, type Html } from './html.ts';
import { link, safeUrl } from './link.ts';
import { mrkdwn } from './mrkdwn.ts';
import { richText } from './rich-text.ts';
import { text, words } from './text.ts';

export type Block =
  | z.infer<typeof surfaces.message>
  | z.infer<typeof surfaces.modal>
  | z.infer<typeof surfaces.home>;

type Of<T extends Block['type']> = Extract<Block, { type: T }>;
type Image = z.infer<typeof elements.image>;

export function drawBlock(block: Block, ctx: RenderContext): Html {
  const place = { block: block.block_id };
  switch (block.type) {
    case 'actions':
      return html`<div class="actions">${block.elements.map((e) => control(e, place, ctx))}</div>`;
    case 'context_actions':
      return html`<div class="actions">${block.elements.map((e) => control(e, place, ctx))}</div>`;
    case 'alert':
      return html`<div class="alert ${block.level}">${text(block.text, ctx)}</div>`;
    case 'card':
      return card(block, ctx);
    case 'carousel':
      return html`<div class="carousel">${block.elements.map((one) => card(one, ctx))}</div>`;
    case 'container':
      return html`<section class="card">
        <h3>
          ${block.title === undefined ? block.rich_text_title && richText(block.rich_text_title, ctx) : words(block.title)}
        </h3>
        ${block.subtitle && text(block.subtitle, ctx)}
        ${block.child_blocks.map((child) => drawBlock(child, ctx))}
      </section>`;
    case 'context':
      return html`<div class="context">
        ${block.elements.map((e) => (e.type === 'image' ? image(e, 'icon') : text(e, ctx)))}
      </div>`;
    case 'divider':
      return html`<hr />`;
    case 'file':
      return html`<p class="file">📄 ${block.external_id}</p>`;
    case 'header':
      return html`<h3 class="header"><bdi>${words(block.text)}</bdi></h3>`;
    case 'image':
      return html`<figure>
        ${
          block.title && html`<figcaption>${words(block.title)}</figcaption>`
        }${image(block, 'picture')}
      </figure>`;
    case 'input':
      return input(block, ctx);
    case 'markdown':
      return html`<div class="text">${mrkdwn(block.text.replaceAll('**', '*'), ctx)}</div>`;
    case 'rich_text':
      return html`<div class="rich">${richText(block, ctx)}</div>`;
    case 'section':
      return section(block, ctx);
    case 'table':
    case 'data_table':
      return table(block, ctx);
    case 'task_card':
      return task(block, ctx);
    case 'plan':
      return html`<section class="card">
        <h3>${block.title}</h3>
        ${block.tasks.map((one) => task(one, ctx))}
      </section>`;
    case 'video':
      return html`<p class="file">
        🎬 ${link(block.title_url ?? block.video_url, words(block.title))}
      </p>`;
    default:
      return block satisfies never;
  }
}

/** Only pictures by address: the double keeps no image files. */
function image(source: Pick<Image, 'alt_text' | 'image_url'>, kind: 'icon' | 'picture'): Html {
  const src = source.image_url === undefined ? undefined : safeUrl(source.image_url);
  return src === undefined
    ? html`<span class="${kind}">🖼️ ${source.alt_text}</span>`
    : html`<img
        class="${kind}"
        src="${src}"
        alt="${source.alt_text}"
        referrerpolicy="no-referrer"
      />`;
}

function section(block: Of<'section'>, ctx: RenderContext): Html {
  const { accessory } = block;
  const place = { block: block.block_id };
  return html`<div class="section">
    <div class="body">
      ${block.text && html`<div>${text(block.text, ctx)}</div>`}${
        block.fields &&
        html`<div class="fields">${block.fields.map((f) => html`<div>${text(f, ctx)}</div>`)}</div>`
      }
    </div>
    ${
      accessory &&
      html`<div class="accessory">
        ${accessory.type === 'image' ? image(accessory, 'picture') : control(accessory, place, ctx)}
      </div>`
    }
  </div>`;
}

function input(block: Of<'input'>, ctx: RenderContext): Html {
  const id = `label-${block.block_id ?? ''}`;
  return html`<div
    class="input"
    data-input="${block.block_id}"
    ${block.dispatch_action && html`data-dispatch`}
    ${block.optional && html`data-optional`}
  >
    <div class="label" id="${id}">
      ${words(block.label)}${block.optional && html` <small>(optional)</small>`}
    </div>
    ${control(block.element, { block: block.block_id, labelledBy: id }, ctx)}
    ${block.hint && html`<small class="hint">${words(block.hint)}</small>`}
  </div>`;
}

function card(block: Of<'card'>, ctx: RenderContext): Html {
  const place = { block: block.block_id };
  return html`<section class="card">
    ${block.hero_image && image(block.hero_image, 'picture')}
    ${block.title && html`<h3>${text(block.title, ctx)}</h3>`}
    ${block.subtitle && html`<div class="subtitle">${text(block.subtitle, ctx)}</div>`}
    ${block.body && text(block.body, ctx)}
    ${block.actions && html`<div class="actions">${block.actions.map((e) => control(e, place, ctx))}</div>`}
  </section>`;
}

function table(block: Of<'table'> | Of<'data_table'>, ctx: RenderContext): Html {
  return html`<div class="scroll">
    <table>
      ${
        block.type === 'data_table' &&
        html`<caption>
          ${block.caption}
        </caption>`
      }${block.rows.map(
        (row) =>
          html`<tr>
            ${row.map((cell) => html`<td>${cell.type === 'rich_text' ? richText(cell, ctx) : cell.text}</td>`)}
          </tr>`,
      )}
    </table>
  </div>`;
}

const marks: Record<string, string> = {
  pending: '◻️',
  in_progress: '⏳',
  complete: '✅',
  error: '❌',
};

function task(block: Of<'task_card'>, ctx: RenderContext): Html {
  return html`<div class="task">
    <div>${marks[block.status]} ${block.title}</div>
    ${block.details && richText(block.details, ctx)} ${block.output && richText(block.output, ctx)}
    ${block.sources?.map((source) => html`<div>${link(source.url, source.text)}</div>`)}
  </div>`;
}
