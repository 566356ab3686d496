import type { z } from 'zod';
import type { elements } from '../elements.ts';
import { html, type Html } from './html.ts';
import { type TextObject, words } from './text.ts';

export type Elements = { [K in keyof typeof elements]: z.infer<(typeof elements)[K]> };

export interface Place {
  block: string | undefined;
  /** Id of the label, of an input block. */
  labelledBy?: string;
}

export const ids = (
  element: { type: string; action_id?: string | undefined },
  place: Place,
): Html =>
  html`data-element="${element.type}" data-block="${place.block}" data-action="${element.action_id}"`;

export const label = (place: Place, fallback: string): Html =>
  place.labelledBy === undefined
    ? html`aria-label="${fallback}"`
    : html`aria-labelledby="${place.labelledBy}"`;

export const focus = (element: { focus_on_load?: boolean | undefined }): Html =>
  html`${element.focus_on_load === true && html`autofocus`}`;

export const placeholder = (element: { placeholder?: TextObject | undefined }): Html =>
  html`placeholder="${words(element.placeholder)}"`;
