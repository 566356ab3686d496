import type { Page } from 'playwright-core';

/** Texts whose contrast is under 4.5:1 (WCAG 2.2, 1.4.3), as `text: ratio`. */
export async function faintTexts(page: Page): Promise<string[]> {
  const texts = await shownTexts(page);
  return texts
    .map(({ text, colour, behind }) => ({ text, ratio: contrast(colour, behind) }))
    .filter(({ ratio }) => ratio < 4.5)
    .map(({ text, ratio }) => `${text}: ${ratio.toFixed(2)}`);
}

/** Every text in sight with its colour and the backgrounds behind it, nearest first. */
const shownTexts = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((element) => element.checkVisibility({ opacityProperty: true }))
      .map((element) => {
        const behind: string[] = [];
        for (let at: Element | null = element; at !== null; at = at.parentElement) {
          behind.push(getComputedStyle(at).backgroundColor);
        }
        const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
        const text = own.map((node) => node.textContent?.trim()).join('');
        return { text, colour: getComputedStyle(element).color, behind };
      })
      .filter(({ text }) => text !== ''),
  );

function contrast(colour: string, behind: readonly string[]): number {
  const backdrop = behind.find((one) => (channels(one)[3] ?? 1) > 0.5) ?? 'rgb(255, 255, 255)';
  const lights = [luminance(colour), luminance(backdrop)];
  return (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
}

const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = channels(colour)
    .map((channel) => channel / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
