/** Who reads what is typed into a form, for whoever types it. */
export const READ_BY = 'The bot and everyone who sees its card can read this.';
export const READ_IN_EMERGENCY =
  'Whoever reviews it, the bot and everyone who sees its card can read this.';
