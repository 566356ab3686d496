import { z } from 'zod';

export const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/u, 'must be 1 to 64 of a-z, 0-9, ".", "_" and "-"');

export const url = z.url({ protocol: /^https?$/u }).max(1_000);

/** Others are spoken to by https alone; only a double on this machine is not. */
export const endpoint = url.refine((text) => {
  if (!URL.canParse(text)) return true;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
}, 'must be https, or of this machine');
