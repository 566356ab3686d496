import { z } from 'zod';
import { limits } from './limits.ts';
import {
  choiceOption,
  initialIsOffered,
  menuOption,
  menuShape,
  oneOptionSource,
  overflowOption,
} from './options.ts';
import { nestedRichText } from './rich-text.ts';
import { chars, confirm, imageUrl, linkUrl, plainText } from './text.ts';

const actionable = { action_id: chars(limits.id).optional() };
const confirmable = { confirm: confirm.optional() };
const focusable = { focus_on_load: z.boolean().optional() };
const placeholdable = { placeholder: plainText(limits.placeholder).optional() };
const dispatchable = {
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z
        .array(z.enum(['on_enter_pressed', 'on_character_entered']))
        .min(1)
        .max(2),
    })
    .optional(),
};
const menu = { ...actionable, ...confirmable, ...focusable, ...placeholdable };
const entry = { ...actionable, ...dispatchable, ...focusable, ...placeholdable };
const several = { max_selected_items: z.int().min(1).optional() };
const style = z.enum(['primary', 'danger']).optional();
const accessibility_label = chars(limits.accessibilityLabel).optional();
const userId = z.string().regex(/^[UW][A-Z0-9]+$/, 'must be a valid user ID');
const conversationId = z.string().regex(/^[CDG][A-Z0-9]+$/, 'must be a valid conversation ID');

const filter = z
  .strictObject({
    include: z
      .array(z.enum(['im', 'mpim', 'private', 'public']))
      .min(1)
      .optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .optional();

/** An image by address or by Slack file, never both. */
export const imageSource = {
  alt_text: chars(limits.altText, 0),
  image_url: imageUrl(limits.url).optional(),
  slack_file: z
    .union([
      z.strictObject({ id: z.string().regex(/^F[A-Z0-9]{8,}$/, 'must be a valid file ID') }),
      z.strictObject({ url: imageUrl(limits.url) }),
    ])
    .optional(),
};

export function oneImageSource(
  image: { image_url?: unknown; slack_file?: unknown },
  ctx: z.RefinementCtx,
): void {
  if ((image.image_url === undefined) === (image.slack_file === undefined)) {
    ctx.addIssue({
      code: 'custom',
      message: 'must have exactly one of the fields image_url and slack_file',
    });
  }
}

const feedbackButton = z.strictObject({
  text: plainText(limits.buttonText),
  value: chars(limits.buttonValue),
  accessibility_label,
});

/**
 * Every block element by its type.
 * https://docs.slack.dev/reference/block-kit/block-elements
 */
export const elements = {
  button: z.strictObject({
    type: z.literal('button'),
    ...actionable,
    ...confirmable,
    text: plainText(limits.buttonText),
    value: chars(limits.buttonValue, 0).optional(),
    url: linkUrl(limits.url).optional(),
    style,
    accessibility_label,
  }),
  workflow_button: z.strictObject({
    type: z.literal('workflow_button'),
    ...confirmable,
    action_id: chars(limits.id),
    text: plainText(limits.buttonText),
    workflow: z.strictObject({
      trigger: z.strictObject({
        url: linkUrl(limits.url),
        customizable_input_parameters: z
          .array(z.strictObject({ name: z.string().min(1), value: z.string() }))
          .optional(),
      }),
    }),
    style,
    accessibility_label,
  }),
  icon_button: z.strictObject({
    type: z.literal('icon_button'),
    ...actionable,
    ...confirmable,
    icon: z.string().min(1),
    text: plainText(limits.text),
    value: chars(limits.buttonValue, 0).optional(),
    accessibility_label,
    visible_to_user_ids: z.array(userId).max(10).optional(),
  }),
  feedback_buttons: z.strictObject({
    type: z.literal('feedback_buttons'),
    ...actionable,
    positive_button: feedbackButton,
    negative_button: feedbackButton,
  }),
  overflow: z.strictObject({
    type: z.literal('overflow'),
    ...actionable,
    ...confirmable,
    options: z.array(overflowOption).min(1).max(limits.overflowOptions),
  }),
  checkboxes: z
    .strictObject({
      type: z.literal('checkboxes'),
      ...actionable,
      ...confirmable,
      ...focusable,
      options: z.array(choiceOption).min(1).max(limits.choices),
      initial_options: z.array(choiceOption).min(1).optional(),
    })
    .superRefine(initialIsOffered),
  radio_buttons: z
    .strictObject({
      type: z.literal('radio_buttons'),
      ...actionable,
      ...confirmable,
      ...focusable,
      options: z.array(choiceOption).min(1).max(limits.choices),
      initial_option: choiceOption.optional(),
    })
    .superRefine(initialIsOffered),
  static_select: z
    .strictObject({
      type: z.literal('static_select'),
      ...menu,
      ...menuShape,
      initial_option: menuOption.optional(),
    })
    .superRefine(oneOptionSource)
    .superRefine(initialIsOffered),
  multi_static_select: z
    .strictObject({
      type: z.literal('multi_static_select'),
      ...menu,
      ...several,
      ...menuShape,
      initial_options: z.array(menuOption).min(1).optional(),
    })
    .superRefine(oneOptionSource)
    .superRefine(initialIsOffered),
  external_select: z.strictObject({
    type: z.literal('external_select'),
    ...menu,
    initial_option: menuOption.optional(),
    min_query_length: z.int().min(0).optional(),
  }),
  multi_external_select: z.strictObject({
    type: z.literal('multi_external_select'),
    ...menu,
    ...several,
    initial_options: z.array(menuOption).min(1).optional(),
    min_query_length: z.int().min(0).optional(),
  }),
  users_select: z.strictObject({
    type: z.literal('users_select'),
    ...menu,
    initial_user: userId.optional(),
  }),
  multi_users_select: z.strictObject({
    type: z.literal('multi_users_select'),
    ...menu,
    ...several,
    initial_users: z.array(userId).optional(),
  }),
  conversations_select: z.strictObject({
    type: z.literal('conversations_select'),
    ...menu,
    initial_conversation: conversationId.optional(),
    default_to_current_conversation: z.boolean().optional(),
    response_url_enabled: z.boolean().optional(),
    filter,
  }),
  multi_conversations_select: z.strictObject({
    type: z.literal('multi_conversations_select'),
    ...menu,
    ...several,
    initial_conversations: z.array(conversationId).optional(),
    default_to_current_conversation: z.boolean().optional(),
    filter,
  }),
  channels_select: z.strictObject({
    type: z.literal('channels_select'),
    ...menu,
    initial_channel: conversationId.optional(),
    response_url_enabled: z.boolean().optional(),
  }),
  multi_channels_select: z.strictObject({
    type: z.literal('multi_channels_select'),
    ...menu,
    ...several,
    initial_channels: z.array(conversationId).optional(),
  }),
  datepicker: z.strictObject({
    type: z.literal('datepicker'),
    ...menu,
    initial_date: z.iso.date('must be a date as YYYY-MM-DD').optional(),
  }),
  timepicker: z.strictObject({
    type: z.literal('timepicker'),
    ...menu,
    initial_time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time as HH:mm')
      .optional(),
    timezone: z.string().min(1).optional(),
  }),
  datetimepicker: z.strictObject({
    type: z.literal('datetimepicker'),
    ...actionable,
    ...confirmable,
    ...focusable,
    initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
  }),
  plain_text_input: z
    .strictObject({
      type: z.literal('plain_text_input'),
      ...entry,
      initial_value: chars(limits.inputLength, 0).optional(),
      multiline: z.boolean().optional(),
      min_length: z.int().min(0).max(limits.inputLength).optional(),
      max_length: z.int().min(1).max(limits.inputLength).optional(),
    })
    .refine((input) => (input.min_length ?? 0) <= (input.max_length ?? limits.inputLength), {
      path: ['min_length'],
      message: 'must not be greater than max_length',
    }),
  email_text_input: z.strictObject({
    type: z.literal('email_text_input'),
    ...entry,
    initial_value: z.string().optional(),
  }),
  url_text_input: z.strictObject({
    type: z.literal('url_text_input'),
    ...entry,
    initial_value: z.string().optional(),
  }),
  number_input: z.strictObject({
    type: z.literal('number_input'),
    ...entry,
    is_decimal_allowed: z.boolean(),
    initial_value: z.string().optional(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  }),
  rich_text_input: z.strictObject({
    type: z.literal('rich_text_input'),
    ...entry,
    action_id: chars(limits.id),
    initial_value: nestedRichText.optional(),
    min_lines: z.int().min(1).max(100).optional(),
    max_lines: z.int().min(1).max(100).optional(),
  }),
  file_input: z.strictObject({
    type: z.literal('file_input'),
    ...actionable,
    filetypes: z.array(z.string().min(1)).optional(),
    max_files: z.int().min(1).max(10).optional(),
  }),
  image: z.strictObject({ type: z.literal('image'), ...imageSource }).superRefine(oneImageSource),
} as const;
