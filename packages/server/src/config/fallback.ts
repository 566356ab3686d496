import type { Finding } from '@countersign/core/yaml/fault';
import { z } from 'zod';
import { endpoint, id } from './leaf.ts';

/** Whose webhooks these are, by their hosts, and what is said of any other address. */
const known = {
  slack: {
    host: /^hooks\.slack(?:-gov)?\.com$/u,
    message: 'must be an incoming webhook of Slack: https://hooks.slack.com/services/…',
  },
  teams: {
    host: /^(?:[a-z0-9-]+\.)+(?:logic\.azure\.com|environment\.api\.powerplatform\.com)$/u,
    message:
      'must be a webhook of Workflows (Power Automate): https://….environment.api.powerplatform.com/… or https://….logic.azure.com/…',
  },
};

/** A one-way webhook: what it posts shows a request and decides nothing. */
export const fallback = z
  .strictObject({
    name: id,
    platform: z.enum(['slack', 'teams']),
    /** Whoever has it may post: a secret, and so from the environment alone. */
    url: z.string().min(1).max(2_000),
    /** Where the address may lead besides, for tests and for the local double. */
    apiUrl: endpoint.optional(),
  })
  .superRefine(({ platform, url, apiUrl }, context) => {
    const { host, message } = known[platform];
    if (!leadsTo(host, url, apiUrl)) context.addIssue({ code: 'custom', path: ['url'], message });
  });

function leadsTo(host: RegExp, address: string, apiUrl: string | undefined): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, origin, username, password } = new URL(address);
  if (username !== '' || password !== '') return false;
  if (apiUrl !== undefined && URL.canParse(apiUrl) && new URL(apiUrl).origin === origin)
    return true;
  return protocol === 'https:' && port === '' && host.test(hostname);
}

/** Addresses that are written into the file, where every reader of it could post with them. */
export function writtenAddresses(file: unknown): Finding[] {
  const listed = (file as { fallbacks?: unknown } | null)?.fallbacks;
  if (!Array.isArray(listed)) return [];
  return listed.flatMap((each: unknown, at): Finding[] => {
    const url = (each as { url?: unknown } | null)?.url;
    if (typeof url !== 'string' || /^\$\{[A-Za-z_]\w*\}$/u.test(url)) return [];
    const message = 'must come from the environment: whoever has this address can post with it.';
    const hint = 'Write ${NAME} here, and set NAME to the address.';
    return [{ path: ['fallbacks', at, 'url'], message, hint }];
  });
}
