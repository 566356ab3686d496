import { z } from 'zod';
import { limits } from './limits.ts';
import { chars, linkUrl, plainText, textObject } from './text.ts';

const value = chars(limits.optionValue);

/** In menus: plain_text only. */
export const menuOption = z.strictObject({
  text: plainText(limits.optionText),
  value,
  description: plainText(limits.optionText).optional(),
});

/** In overflow menus an option may open an address. */
export const overflowOption = menuOption.extend({ url: linkUrl(limits.url).optional() });

/** In checkboxes and radio buttons: mrkdwn too. */
export const choiceOption = z.strictObject({
  text: textObject(limits.optionText),
  value,
  description: textObject(limits.optionText).optional(),
});

const optionGroup = z.strictObject({
  label: plainText(limits.optionText),
  options: z.array(menuOption).min(1).max(limits.options),
});

const sameOption = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

type Chooser = {
  options?: readonly unknown[] | undefined;
  option_groups?: readonly { options: readonly unknown[] }[] | undefined;
  initial_option?: unknown;
  initial_options?: readonly unknown[] | undefined;
};

const offered = (menu: Chooser) => [
  ...(menu.options ?? []),
  ...(menu.option_groups ?? []).flatMap((group) => group.options),
];

/** Slack demands that what is chosen at first is one of what is offered, alike in every property. */
export function initialIsOffered(menu: Chooser, ctx: z.RefinementCtx): void {
  const among = (option: unknown) => offered(menu).some((other) => sameOption(other, option));
  if (menu.initial_option !== undefined && !among(menu.initial_option)) {
    ctx.addIssue({
      code: 'custom',
      path: ['initial_option'],
      message: 'must match one of the options',
    });
  }
  menu.initial_options?.forEach((option, i) => {
    if (!among(option)) {
      ctx.addIssue({
        code: 'custom',
        path: ['initial_options', i],
        message: 'must match one of the options',
      });
    }
  });
}

/** Exactly one of `options` and `option_groups`. */
export function oneOptionSource(menu: Chooser, ctx: z.RefinementCtx): void {
  if ((menu.options === undefined) === (menu.option_groups === undefined)) {
    ctx.addIssue({
      code: 'custom',
      message: 'must have exactly one of the fields options and option_groups',
    });
  }
}

export const menuShape = {
  options: z.array(menuOption).min(1).max(limits.options).optional(),
  option_groups: z.array(optionGroup).min(1).max(limits.optionGroups).optional(),
};
