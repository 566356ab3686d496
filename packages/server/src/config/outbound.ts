import { z } from 'zod';
import { isAllowed, looksPublic } from '../outbound/may-call.ts';

/** `host` or `host:port`, as the host of an address is compared: in lower case, without brackets. */
export const allowHost = z
  .string()
  .toLowerCase()
  .regex(
    /^[a-z0-9_.-]+(?::\d{1,5})?$|^[0-9a-f]*:[0-9a-f:.]+$/u,
    'must be a host, or host:port, as in idp.internal.example.com:8443: without https://, path or "*"',
  );

type Called = {
  webhooks: { url: string }[];
  issuers: { issuer: string; jwksUri?: string | undefined }[];
  allowHosts: string[];
};
type Fault = { path: (string | number)[]; message: string };

/** Addresses that no call is ever made to, which would come out when somebody has decided. */
export function neverCalled({ webhooks, issuers, allowHosts }: Called): Fault[] {
  const addresses = [
    ...webhooks.map(({ url }, at) => ({ url, path: ['webhooks', at, 'url'] })),
    ...issuers.map(({ issuer, jwksUri }, at) =>
      jwksUri === undefined
        ? { url: issuer, path: ['issuers', at, 'issuer'] }
        : { url: jwksUri, path: ['issuers', at, 'jwksUri'] },
    ),
  ];
  return addresses.flatMap(({ url: text, path }) => {
    if (!URL.canParse(text)) return [];
    const url = new URL(text);
    if (url.username || url.password) {
      const message =
        'An address with a user name or a password in it is not called: leave it out.';
      return [{ path, message }];
    }
    if (looksPublic(url) || isAllowed(url, allowHosts)) return [];
    const message = `This is not a public https address, and is called only where allowHosts lists "${url.host}".`;
    return [{ path, message }];
  });
}
