import { CountersignError } from './error.ts';

/** What GitHub Actions gives a job with `permissions: id-token: write`. */
export type GitHubTokenSource = {
  /** ACTIONS_ID_TOKEN_REQUEST_URL */
  requestUrl: string;
  /** ACTIONS_ID_TOKEN_REQUEST_TOKEN */
  requestToken: string;
  audience: string;
  fetch?: typeof fetch;
};

/** An OIDC token of the running GitHub Actions job (docs.github.com, "OpenID Connect reference"). */
export async function githubToken(source: GitHubTokenSource): Promise<string> {
  const { requestUrl, requestToken, audience, fetch = globalThis.fetch } = source;
  const url = new URL(requestUrl);
  url.searchParams.set('audience', audience);
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${requestToken}`, accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(20_000),
    });
    const body: unknown = await response.json();
    if (response.ok && isToken(body)) return body.value;
    throw new Error(`It answered ${response.status}.`);
  } catch (cause) {
    throw new CountersignError(
      'unreachable',
      'GitHub Actions gave no OIDC token. Does the job have "permissions: id-token: write"?',
      { cause },
    );
  }
}

function isToken(body: unknown): body is { value: string } {
  return (
    typeof body === 'object' && body !== null && 'value' in body && typeof body.value === 'string'
  );
}
