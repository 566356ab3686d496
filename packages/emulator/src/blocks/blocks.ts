import { z } from 'zod';
import { elements as e, imageSource, oneImageSource } from './elements.ts';
import { limits } from './limits.ts';
import { nestedRichText, richTextShape } from './rich-text.ts';
import { chars, imageUrl, linkUrl, mrkdwn, plainText, textObject } from './text.ts';

const block = { block_id: chars(limits.id).optional() };

const selects = [
  e.static_select,
  e.external_select,
  e.users_select,
  e.conversations_select,
  e.channels_select,
  e.multi_static_select,
  e.multi_external_select,
  e.multi_users_select,
  e.multi_conversations_select,
  e.multi_channels_select,
] as const;

const choosers = [e.checkboxes, e.radio_buttons, e.datepicker, e.timepicker, ...selects] as const;

const inActions = z.discriminatedUnion('type', [
  e.button,
  e.workflow_button,
  e.overflow,
  e.datetimepicker,
  e.rich_text_input,
  ...choosers,
]);

const inSection = z.discriminatedUnion('type', [
  e.button,
  e.workflow_button,
  e.overflow,
  e.image,
  ...choosers,
]);

const inInput = z.discriminatedUnion('type', [
  e.plain_text_input,
  e.email_text_input,
  e.url_text_input,
  e.number_input,
  e.rich_text_input,
  e.file_input,
  e.datetimepicker,
  ...choosers,
]);

const actions = z.strictObject({
  type: z.literal('actions'),
  ...block,
  elements: z.array(inActions).min(1).max(limits.actionsElements),
});

const context = z.strictObject({
  type: z.literal('context'),
  ...block,
  elements: z
    .array(z.discriminatedUnion('type', [e.image, plainText(limits.text), mrkdwn(limits.text)]))
    .min(1)
    .max(limits.contextElements),
});

const divider = z.strictObject({ type: z.literal('divider'), ...block });

const file = z.strictObject({
  type: z.literal('file'),
  ...block,
  external_id: chars(limits.id),
  source: z.literal('remote'),
});

const header = z.strictObject({
  type: z.literal('header'),
  ...block,
  text: plainText(limits.headerText),
});

const image = z
  .strictObject({
    type: z.literal('image'),
    ...block,
    ...imageSource,
    title: plainText(limits.imageTitle).optional(),
  })
  .superRefine(oneImageSource);

const input = z.strictObject({
  type: z.literal('input'),
  ...block,
  label: plainText(limits.label),
  hint: plainText(limits.label).optional(),
  element: inInput,
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
});

const markdown = z.strictObject({
  type: z.literal('markdown'),
  ...block,
  text: chars(limits.markdownText, 0),
});

const richText = z.strictObject({ type: z.literal('rich_text'), ...block, ...richTextShape });

const section = z
  .strictObject({
    type: z.literal('section'),
    ...block,
    text: textObject(limits.text).optional(),
    fields: z.array(textObject(limits.fieldText)).min(1).max(limits.fields).optional(),
    accessory: inSection.optional(),
    expand: z.boolean().optional(),
  })
  .refine((s) => s.text !== undefined || s.fields !== undefined, 'must have text or fields');

const cells = [
  nestedRichText,
  z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().min(1) }),
] as const;

const row = z.array(z.discriminatedUnion('type', cells)).min(1).max(limits.tableColumns);

const table = z.strictObject({
  type: z.literal('table'),
  ...block,
  rows: z.array(row).min(1).max(limits.tableRows),
  column_settings: z
    .array(
      z
        .strictObject({
          align: z.enum(['left', 'center', 'right']).optional(),
          is_wrapped: z.boolean().optional(),
        })
        .nullable(),
    )
    .max(limits.tableColumns)
    .optional(),
});

const dataTable = z.strictObject({
  type: z.literal('data_table'),
  ...block,
  rows: z.array(row).min(2).max(limits.dataTableRows),
  caption: z.string().min(1),
  page_size: z.int().min(1).max(100).optional(),
  row_header_column_index: z.int().min(0).optional(),
});

const video = z.strictObject({
  type: z.literal('video'),
  ...block,
  video_url: imageUrl(limits.url),
  thumbnail_url: imageUrl(limits.url),
  alt_text: chars(limits.altText, 0),
  title: plainText(limits.videoTitle),
  title_url: linkUrl(limits.linkUrl).optional(),
  author_name: chars(limits.videoAuthor).optional(),
  provider_name: chars(limits.videoAuthor).optional(),
  provider_icon_url: imageUrl(limits.linkUrl).optional(),
  description: plainText(limits.videoTitle).optional(),
});

const card = z
  .strictObject({
    type: z.literal('card'),
    ...block,
    hero_image: e.image.optional(),
    icon: e.image.optional(),
    title: mrkdwn(limits.cardTitle).optional(),
    subtitle: mrkdwn(limits.cardTitle).optional(),
    body: mrkdwn(limits.cardBody).optional(),
    actions: z.array(e.button).min(1).max(limits.cardActions).optional(),
  })
  .refine(
    (c) => [c.hero_image, c.title, c.actions, c.body].some((part) => part !== undefined),
    'must have one of hero_image, title, actions, body',
  );

const container = z
  .strictObject({
    type: z.literal('container'),
    ...block,
    title: plainText(limits.containerTitle).optional(),
    rich_text_title: nestedRichText.optional(),
    subtitle: textObject(limits.containerTitle).optional(),
    child_blocks: z
      .array(
        z.discriminatedUnion('type', [
          actions,
          context,
          divider,
          file,
          header,
          image,
          input,
          richText,
          section,
          table,
          video,
        ]),
      )
      .min(1)
      .max(limits.containerBlocks),
    width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
    icon: e.image.optional(),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
    has_header_divider: z.boolean().optional(),
  })
  .refine(
    (c) => c.title !== undefined || c.rich_text_title !== undefined,
    'must have title or rich_text_title',
  );

const taskCard = (statuses: readonly string[]) =>
  z.strictObject({
    type: z.literal('task_card'),
    ...block,
    task_id: z.string().min(1),
    title: z.string().min(1),
    details: nestedRichText.optional(),
    output: nestedRichText.optional(),
    sources: z
      .array(z.strictObject({ type: z.literal('url'), url: z.string(), text: z.string() }))
      .optional(),
    status: z.enum(statuses),
  });

/**
 * Every block by its type, with the surfaces that take it.
 * https://docs.slack.dev/reference/block-kit/blocks
 */
const onEverySurface = [
  actions,
  context,
  divider,
  header,
  image,
  input,
  richText,
  section,
  video,
  card,
] as const;
const onMessagesAndHome = [
  z.strictObject({
    type: z.literal('carousel'),
    ...block,
    elements: z.array(card).min(1).max(limits.carouselCards),
  }),
  container,
  dataTable,
  table,
] as const;

export const surfaces = {
  message: z.discriminatedUnion('type', [
    ...onEverySurface,
    ...onMessagesAndHome,
    file,
    markdown,
    z.strictObject({
      type: z.literal('context_actions'),
      ...block,
      elements: z
        .array(z.discriminatedUnion('type', [e.feedback_buttons, e.icon_button]))
        .min(1)
        .max(limits.contextActionsElements),
    }),
    taskCard(['in_progress', 'complete', 'error']),
    z.strictObject({
      type: z.literal('plan'),
      ...block,
      title: z.string().min(1),
      tasks: z
        .array(taskCard(['pending', 'in_progress', 'complete', 'error']))
        .max(limits.planTasks),
    }),
  ]),
  home: z.discriminatedUnion('type', [...onEverySurface, ...onMessagesAndHome]),
  modal: z.discriminatedUnion('type', [
    ...onEverySurface,
    z.strictObject({
      type: z.literal('alert'),
      ...block,
      text: textObject(limits.alertText),
      level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
    }),
  ]),
} as const;
