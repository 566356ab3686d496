import { connect, type ConnectOptions, type Countersign } from '../sdk/countersign.ts';
import type { Credential } from '../sdk/credential.ts';
import { githubToken } from '../sdk/github.ts';
import { UsageError } from './exit.ts';
import { inert } from './show/text.ts';
import { tokenFrom } from './token-file.ts';

/** What a command may touch of the process it runs in. */
export type Context = {
  env: NodeJS.ProcessEnv;
  cwd: string;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
};

type Telling = Required<Pick<ConnectOptions, 'onTrouble' | 'onRecovery'>>;
type Manner = Telling & Pick<ConnectOptions, 'patienceMs' | 'answerMs'>;

/**
 * The service named by `--url` or COUNTERSIGN_URL, with the credential of the environment. Tries
 * that fail are told on stderr, unless the command tells them itself.
 */
export function connectFrom(
  context: Context,
  url: string | undefined,
  manner: Manner = tellTrouble(context),
): Countersign {
  const { env } = context;
  const address = addressFrom(env, url);
  const credential = credentialFrom(env, address);
  if (credential !== undefined) return connect({ url: address, credential, ...manner });
  throw new UsageError(
    'There is no credential. Set COUNTERSIGN_API_KEY or COUNTERSIGN_TOKEN_FILE; in GitHub Actions, "permissions: id-token: write" is enough.',
  );
}

/** Whoever looks something up stands by, and asks again by themselves. */
const HASTY = { patienceMs: 3_000, answerMs: 10_000 };

/** As {@link connectFrom}, for a command that asks once: it gives up after a few seconds. */
export function connectOnce(context: Context, url: string | undefined): Countersign {
  return connectFrom(context, url, { ...tellTrouble(context), ...HASTY });
}

/** For the log, which a service may show to anyone. */
export function connectToLog(context: Context, url: string | undefined): Countersign {
  const address = addressFrom(context.env, url);
  const credential = credentialFrom(context.env, address);
  return connect({ url: address, credential, ...tellTrouble(context) });
}

/** One line when trouble begins, one when it is over, however many tries there are between. */
function tellTrouble({ stderr }: Context): Telling {
  let isAway = false;
  return {
    onTrouble({ message }) {
      if (!isAway) stderr.write(`Trying again: ${inert(message)}\n`);
      isAway = true;
    },
    onRecovery() {
      if (isAway) stderr.write('The service answers again.\n');
      isAway = false;
    },
  };
}

function addressFrom(env: NodeJS.ProcessEnv, url: string | undefined): string {
  const address = url ?? given(env, 'COUNTERSIGN_URL');
  if (address !== undefined) return address;
  throw new UsageError(
    'There is no address. Set COUNTERSIGN_URL or give --url, as in https://countersign.example.com.',
  );
}

function credentialFrom(env: NodeJS.ProcessEnv, address: string): Credential | undefined {
  const key = given(env, 'COUNTERSIGN_API_KEY') ?? given(env, 'COUNTERSIGN_TOKEN');
  if (key !== undefined) return key;
  const file = given(env, 'COUNTERSIGN_TOKEN_FILE');
  if (file !== undefined) return tokenFrom(file);
  const requestUrl = given(env, 'ACTIONS_ID_TOKEN_REQUEST_URL');
  const requestToken = given(env, 'ACTIONS_ID_TOKEN_REQUEST_TOKEN');
  if (requestUrl === undefined || requestToken === undefined) return undefined;
  const audience = given(env, 'COUNTERSIGN_AUDIENCE') ?? address;
  return () => githubToken({ requestUrl, requestToken, audience });
}

/** CI systems set a missing secret to the empty text; files end in a newline. */
function given(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}
