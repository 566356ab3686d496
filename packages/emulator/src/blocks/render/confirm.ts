import type { z } from 'zod';
import type { confirm } from '../text.ts';
import type { RenderContext } from './context.ts';
import { html, type Html } from './html.ts';
import { text, words } from './text.ts';

type Confirm = z.infer<typeof confirm>;

/** Stands right after its element; the script shows it before it sends the click. */
export function confirmDialog(confirm: Confirm, ctx: RenderContext): Html {
  const title = words(confirm.title) || 'Are you sure?';
  return html`<dialog class="confirm" aria-label="${title}">
    <h2>${title}</h2>
    <p>${text(confirm.text, ctx)}</p>
    <form method="dialog">
      <button class="button" value="deny">${words(confirm.deny) || 'Cancel'}</button>
      <button class="button solid ${confirm.style ?? 'primary'}" value="confirm">
        ${words(confirm.confirm) || 'Yes'}
      </button>
    </form>
  </dialog>`;
}
