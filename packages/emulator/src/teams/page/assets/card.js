/** Draws Adaptive Cards as a Teams client does: Microsoft's renderer, and Teams' share of Markdown. */
import './extensions.js';
import markdownIt from './markdown-it.js';

const { AdaptiveCard, HostConfig } = globalThis.AdaptiveCards;

/** Bold, italic, lists and links; no HTML, no pictures. */
const markdown = markdownIt('zero').enable([
  'autolink',
  'emphasis',
  'entity',
  'escape',
  'link',
  'list',
  'newline',
]);

AdaptiveCard.onProcessMarkdown = (text, result) => {
  // Whom the card notifies, as Teams shows them.
  result.outputHtml = markdown.render(text.replaceAll(/<at>([^<>]*)<\/at>/gu, '@$1'));
  result.didProcess = true;
};

const pair = (colour, subtle = colour) => ({ default: colour, subtle });
const foregroundColors = {
  default: pair('var(--ink)', 'var(--soft)'),
  dark: pair('var(--ink)', 'var(--soft)'),
  light: pair('var(--soft)'),
  accent: pair('var(--accent)'),
  attention: pair('var(--stop)'),
  good: pair('var(--good)'),
  warning: pair('var(--note-ink)'),
};
const style = (backgroundColor) => ({ backgroundColor, foregroundColors });

const fontSizes = { small: 13, default: 15, medium: 17, large: 20, extraLarge: 24 };
const fontWeights = { lighter: 400, default: 400, bolder: 650 };

/** The page's own colours, so that light and dark follow by themselves. */
const hostConfig = new HostConfig({
  spacing: { small: 4, default: 8, medium: 14, large: 20, extraLarge: 28, padding: 12 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  supportsInteractivity: true,
  fontTypes: {
    default: { fontFamily: 'inherit', fontSizes, fontWeights },
    monospace: { fontFamily: 'ui-monospace, Menlo, Consolas, monospace', fontSizes, fontWeights },
  },
  containerStyles: {
    default: style('transparent'),
    emphasis: style('var(--code)'),
    accent: style('var(--accent-soft)'),
    attention: style('var(--note)'),
    good: style('var(--accent-soft)'),
    warning: style('var(--note)'),
  },
  actions: {
    maxActions: 6,
    spacing: 'default',
    buttonSpacing: 8,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' },
  },
  adaptiveCard: { allowCustomStyle: false },
  factSet: { title: { weight: 'bolder', maxWidth: 180 }, spacing: 16 },
});

/** The card as an element; `press` gets what a person presses: `{verb, title, data, inputs}`. */
export function drawCard(json, press) {
  const card = new AdaptiveCard();
  card.hostConfig = hostConfig;
  card.onExecuteAction = (action) => {
    if (action.getJsonTypeName() === 'Action.OpenUrl') openLink(action.url);
    else void press(pressed(card, action));
  };
  card.onInlineCardExpanded = ({ card: form }, isExpanded) => {
    if (isExpanded) showForm(form.renderedElement);
  };
  card.parse(json);
  return card.render();
}

/** A form that opens below what one sees would be missed. */
function showForm(form) {
  form.scrollIntoView({ block: 'nearest' });
  form.querySelector('input, textarea')?.focus();
}

/** Folds the form that is open around this element; what was typed stays. Returns whether there was one. */
export function foldForm(inside) {
  const opener = [
    ...(inside.closest('.card')?.querySelectorAll('.ac-pushButton.expanded') ?? []),
  ].at(-1);
  opener?.click();
  opener?.focus();
  return opener !== undefined;
}

function pressed(card, action) {
  const { verb, title, data: own = {} } = action.toJSON();
  const taken = typeof action.data === 'object' ? action.data : {};
  const ids = card.getAllInputs().map(({ id }) => id);
  const inputs = Object.fromEntries(
    ids.filter((id) => id in taken).map((id) => [id, String(taken[id])]),
  );
  return { verb, title, data: plain(own), inputs };
}

/** What of its data tells one button from another of the same title. */
const plain = (data) =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => typeof value !== 'object'));

function openLink(url) {
  const to = URL.parse(url);
  if (to?.origin === location.origin) location.assign(to);
  else if (/^https?:$/.test(to?.protocol ?? '')) open(url, '_blank', 'noopener');
}
