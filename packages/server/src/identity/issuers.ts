import { createLocalJWKSet, type CompactVerifyGetKey } from 'jose';
import { JWKSNoMatchingKey } from 'jose/errors';
import { z } from 'zod';
import type { IssuerConfig } from './config.ts';
import { signingKeys } from './signing-keys.ts';

/** GET and parse; rejects on any fault. */
export type FetchJson = (url: string) => Promise<unknown>;

/** The issuer's keys could not be fetched: another try may do. */
export class IssuerUnreachable extends Error {}

const minutes = 60_000;
const fresh = 10 * minutes;
/** An issuer that is down for a moment does not stop its jobs, one that is gone does. */
const usable = 60 * minutes;
/** No fetch in this time after one, whatever tokens say: strangers can't make us hammer an issuer. */
const cooldown = { afterSuccess: 30_000, afterFailure: 5_000 };

/**
 * The keys of one issuer, fetched from where the configuration says and from nowhere else,
 * kept for 10 minutes, fetched again for an unknown key id after 30 s. Times in milliseconds.
 */
export function createIssuerKeys(
  issuer: IssuerConfig,
  fetchJson: FetchJson,
  now: () => number,
): CompactVerifyGetKey {
  let known: { get: CompactVerifyGetKey; at: number } | undefined;
  let nextFetch = Number.NEGATIVE_INFINITY;
  let pending: Promise<void> | undefined;

  async function load(): Promise<void> {
    const published = await fetchJson(await keySetUrl(issuer, fetchJson));
    known = { get: createLocalJWKSet(signingKeys(published)), at: now() };
    nextFetch = now() + cooldown.afterSuccess;
  }

  function refresh(): Promise<void> {
    if (!pending && now() >= nextFetch) {
      nextFetch = now() + cooldown.afterFailure;
      pending = load().finally(() => (pending = undefined));
    }
    return pending ?? Promise.resolve();
  }

  async function current(): Promise<CompactVerifyGetKey> {
    let fault: unknown;
    if (!known || now() - known.at >= fresh)
      await refresh().catch((error: unknown) => (fault = error));
    if (known && now() - known.at < usable) return known.get;
    throw new IssuerUnreachable(`The keys of issuer "${issuer.name}" could not be read.`, {
      cause: fault,
    });
  }

  return async (header, token) => {
    const get = await current();
    try {
      return await get(header, token);
    } catch (error) {
      if (!(error instanceof JWKSNoMatchingKey)) throw error;
      await refresh().catch(() => undefined);
      return (await current())(header, token);
    }
  };
}

const discovery = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/u }) });

/** OpenID Connect Discovery 1.0, section 4: the document must name the issuer that it was asked for. */
async function keySetUrl(issuer: IssuerConfig, fetchJson: FetchJson): Promise<string> {
  if (issuer.jwksUri) return issuer.jwksUri;
  const base = issuer.issuer.replace(/\/$/u, '');
  const document = discovery.parse(await fetchJson(`${base}/.well-known/openid-configuration`));
  if (document.issuer !== issuer.issuer) {
    throw new Error(`The discovery document of issuer "${issuer.name}" names another issuer.`);
  }
  return document.jwks_uri;
}
