import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici';

export type Posting = {
  headers: { [name: string]: string };
  body: string;
  /** For all of it, from the look-up of the host to the last byte, in milliseconds. */
  timeoutMs: number;
};

export type Answer = { status: number; retryAfter: string | null; body: string };

/**
 * Posts over connections that are kept for the next call. Follows no redirect and tries nothing
 * twice. Rejects with the fault of the network where there is no whole answer in time.
 */
export type Transport = (url: URL, posting: Posting) => Promise<Answer>;

/** A user group of 200,000 people fits. */
const MAX_BYTES = 4 * 1024 * 1024;

export function createTransport(connections = 100): Transport {
  const dispatcher = createDispatcher(connections);
  return (url, { headers, body, timeoutMs }) =>
    new Promise((resolve, reject) => {
      let request: Dispatcher.DispatchController | null = null;
      let late: Error | null = null;
      const deadline = setTimeout(() => {
        late = new Error(`no answer within ${timeoutMs / 1_000} s`);
        reject(late);
        request?.abort(late);
      }, timeoutMs);
      const chunks: Buffer[] = [];
      const answer: Answer = { status: 0, retryAfter: null, body: '' };
      dispatcher.dispatch(
        { origin: url.origin, path: `${url.pathname}${url.search}`, method: 'POST', headers, body },
        {
          onRequestStart(controller) {
            request = controller;
            // Nobody waits for it any more, so it is not to be done either.
            if (late !== null) controller.abort(late);
          },
          onResponseStart(_, status, { 'retry-after': retryAfter }) {
            answer.status = status;
            answer.retryAfter = typeof retryAfter === 'string' ? retryAfter : null;
          },
          onResponseData(_, chunk) {
            chunks.push(chunk);
          },
          onResponseEnd() {
            clearTimeout(deadline);
            answer.body = Buffer.concat(chunks).toString();
            resolve(answer);
          },
          onResponseError(_, error) {
            clearTimeout(deadline);
            reject(error);
          },
        },
      );
    });
}

function createDispatcher(connections: number): Dispatcher {
  const options = {
    allowH2: false,
    connections,
    keepAliveTimeout: 10_000,
    maxResponseSize: MAX_BYTES,
    // Each call has a deadline of its own, which is stricter.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  return usesEnvProxy() ? new EnvHttpProxyAgent(options) : new Agent(options);
}

/**
 * Whether Node itself sends its traffic through `HTTPS_PROXY`; its own fetch does, so we do.
 * https://nodejs.org/api/cli.html#node_use_env_proxy1
 */
function usesEnvProxy(): boolean {
  const flags = `${process.env['NODE_OPTIONS'] ?? ''} ${process.execArgv.join(' ')}`.split(/\s+/u);
  return process.env['NODE_USE_ENV_PROXY'] === '1' || flags.includes('--use-env-proxy');
}
