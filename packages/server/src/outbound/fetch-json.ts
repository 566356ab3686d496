import type { GuardedFetch } from './guarded-fetch.ts';

/** GET that wants JSON and status 200. Rejects with a sentence that does not name the address. */
export function createFetchJson(fetch: GuardedFetch): (url: string) => Promise<unknown> {
  return async (url) => {
    const response = await fetch(url, { headers: { accept: 'application/json' } });
    if (response.status !== 200)
      throw new Error(`The answer has status ${response.status}, not 200.`);
    return response.json();
  };
}
