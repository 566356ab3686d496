import { array, assert, constantFrom, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderBlocks, renderText } from '../../src/blocks/render.ts';
import { context } from './context.ts';

/** Text as someone would write it who wants out of the text. */
const scraps = constantFrom(
  '<',
  '>',
  '&',
  '"',
  "'",
  '`',
  '```',
  '*',
  '_',
  '|',
  '\n',
  '<script>',
  '<img src=x onerror=alert(1)>',
  '<javascript:alert(1)|x>',
  'javascript:',
  'data:text/html,',
  '<https://e.com/"x|y>',
  '<!date^1^{time}^javascript:alert(1)|z>',
  'https://e.com/',
  ':rocket:',
  '<@U1>',
  '</bdi>',
  '\u202e',
  '&lt;b&gt;',
  ' onclick=x ',
);
const text = array(oneof(scraps, string()), { minLength: 1, maxLength: 12 }).map(
  (s) => `x${s.join('')}`,
);

const tags = new Set(
  `a bdi blockquote br button caption code del details div dialog em fieldset figcaption figure form h2 h3 hr
  img input label li ol optgroup option p pre section select small span strong summary table td textarea time
  tr u ul`.split(/\s+/),
);
const attributes = new Set(
  `aria-label aria-labelledby autofocus checked class data-action data-block data-dispatch data-element data-max data-min data-optional
  data-input data-value href id method multiple name placeholder referrerpolicy rel rows selected size src
  start target title type value alt`.split(/\s+/),
);

/** Everything between < and > in the output is a tag of ours; quotes inside values are always escaped. */
function expectInert(html: string): void {
  expect(html.replaceAll(/<\/?[a-z0-9]+(?:\s+[a-z-]+(?:="[^"<>]*")?)*\s*\/?>/g, '')).not.toMatch(
    /[<>]/,
  );
  const opened = [...html.matchAll(/<([a-z0-9]+)([^>]*)>/g)];
  const given = opened.flatMap(([, , inside = '']) => [
    ...inside.matchAll(/\s([a-z-]+)(?:="([^"]*)")?/g),
  ]);
  expect(opened.map(([, name = '']) => name).filter((name) => !tags.has(name))).toEqual([]);
  expect(given.map(([, name = '']) => name).filter((name) => !attributes.has(name))).toEqual([]);
  const addresses = given.filter(([, name]) => name === 'href' || name === 'src');
  const followed = addresses.map(([, , value = '']) => value);
  expect(followed.filter((url) => !/^(?:https?|mailto):/.test(url))).toEqual([]);
}

const plain = (t: string) => ({ type: 'plain_text', text: t });
const rich = (t: string) => ({
  type: 'rich_text',
  elements: [
    {
      type: 'rich_text_section',
      elements: [
        { type: 'text', text: t },
        { type: 'link', url: 'https://e.com', text: t },
        { type: 'date', timestamp: 1, format: t, fallback: t },
        { type: 'emoji', name: t },
        { type: 'user', user_id: t },
      ],
    },
    { type: 'rich_text_preformatted', elements: [{ type: 'text', text: t }] },
  ],
});
const option = (t: string) => ({ text: plain(t), value: t });

const blocksSaying = (t: string) => [
  { type: 'header', text: plain(t) },
  {
    type: 'section',
    text: { type: 'mrkdwn', text: t },
    fields: [plain(t)],
    accessory: { type: 'static_select', action_id: t, placeholder: plain(t), options: [option(t)] },
  },
  rich(t),
  { type: 'table', rows: [[rich(t), { type: 'raw_text', text: t }]] },
  {
    type: 'actions',
    block_id: t,
    elements: [
      {
        type: 'button',
        text: plain(t),
        value: t,
        accessibility_label: t,
        confirm: {
          title: plain(t),
          text: { type: 'mrkdwn', text: t },
          confirm: plain('Yes'),
          deny: plain('No'),
        },
      },
      { type: 'overflow', options: [option(t)] },
      { type: 'checkboxes', options: [{ text: { type: 'mrkdwn', text: t }, value: t }] },
    ],
  },
  {
    type: 'input',
    block_id: t,
    label: plain(t),
    hint: plain(t),
    element: { type: 'plain_text_input', multiline: true, initial_value: t },
  },
  { type: 'image', image_url: 'https://e.com/a.png', alt_text: t, title: plain(t) },
  { type: 'context', elements: [{ type: 'mrkdwn', text: t }] },
];

describe('whatever an app says', () => {
  it('is inert in blocks', () => {
    assert(property(text, (t) => expectInert(renderBlocks(blocksSaying(t), 'message', context))));
  });

  it('is inert in a message without blocks', () => {
    assert(property(text, (t) => expectInert(renderText(t, context))));
  });

  it('is drawn at all', () => {
    const html = renderBlocks(blocksSaying('hello'), 'message', context);
    expect(html).not.toContain('not valid Block Kit');
    expect(html.match(/hello/g)?.length).toBeGreaterThan(20);
  });

  it('is not drawn where Slack would refuse it', () => {
    const html = renderBlocks([{ type: 'section', text: '<script>' }], 'message', context);
    expect(html).toContain('not valid Block Kit');
    expect(html).not.toContain('script');
  });
});
