import { z } from 'zod';

/** The bot's own name for one run of the command; never shown, never logged. */
export const run = z
  .string()
  .regex(/^[\x21-\x7e]{1,100}$/u, 'must be 1 to 100 visible ASCII characters');
