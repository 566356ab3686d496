import type { Credential } from '@countersign/core/wire/credential-types';
import type { Countersign } from '../sdk/countersign.ts';
import { CountersignError } from '../sdk/error.ts';
import { ephemeralKey, type EphemeralKey } from './ephemeral-key.ts';
import { openJwe } from './open-jwe.ts';
import { serveSshAgent } from './ssh-agent.ts';

export type Opening = {
  client: Countersign;
  /** Its id. */
  grant: string;
  /** Of what is about to run. */
  digest: string;
  targets: readonly string[];
  signal?: AbortSignal | undefined;
};

/** What the command gets beside its own environment, and how what serves it here is ended. */
export type OpenedTargets = { env: { [name: string]: string }; close: () => Promise<void> };

type Given = { env: { [name: string]: string }; close?: () => Promise<void> };

/**
 * Has the grant open these systems. What is secret of them stays in memory and in the environment of the
 * command. It is closed there when the grant is given back; `close` ends what serves it here.
 */
export async function openTargets(opening: Opening): Promise<OpenedTargets> {
  const given: Given[] = [];
  const close = async () =>
    void (await Promise.all(given.flatMap(({ close: end }) => (end ? [end()] : []))));
  try {
    for (const target of opening.targets) {
      const one = await openTarget(opening, target);
      assertNew(target, one.env, given);
      given.push(one);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { env: Object.assign({}, ...given.map(({ env }) => env)) as Given['env'], close };
}

/** One key for each: whether it is to decrypt or to sign, only the target knows. */
async function openTarget(
  { client, grant, digest, signal }: Opening,
  target: string,
): Promise<Given> {
  const key = ephemeralKey();
  const ask = { target, digest, publicKey: key.publicKey };
  return given(await client.credential(grant, ask, { signal }), key);
}

async function given(credential: Credential, key: EphemeralKey): Promise<Given> {
  switch (credential.kind) {
    case 'postgres': {
      const { host, port, user, password, database, sslmode } = credential;
      return {
        env: {
          PGHOST: host,
          PGPORT: String(port),
          PGUSER: user,
          PGPASSWORD: password,
          PGDATABASE: database,
          ...(sslmode === undefined ? {} : { PGSSLMODE: sslmode }),
        },
      };
    }
    case 'ssh': {
      const { socket, close } = await serveSshAgent(credential.certificate, key);
      return { env: { SSH_AUTH_SOCK: socket }, close };
    }
    case 'secret':
      return { env: { [variable(credential)]: openJwe(credential.jwe, key) } };
  }
}

/** What programs obey before they begin is nobody's to set from afar. */
const OBEYED = /^(?:PATH|IFS|ENV|BASH_ENV|LD_.*|DYLD_.*|NODE_OPTIONS|COUNTERSIGN_.*)$/;

function variable({ env, target }: { env: string; target: string }): string {
  if (/^[A-Z_][A-Z0-9_]{0,99}$/.test(env) && !OBEYED.test(env)) return env;
  throw new CountersignError(
    'bad_answer',
    `The secret of ${target} is meant for a variable that may not be set. Nothing runs.`,
  );
}

function assertNew(target: string, env: Given['env'], before: readonly Given[]): void {
  const twice = Object.keys(env).find((name) => before.some((one) => Object.hasOwn(one.env, name)));
  if (twice === undefined) return;
  throw new CountersignError(
    'invalid',
    `${target} and another target both set ${twice}, and a command has one of it. Nothing runs: open one of them only.`,
  );
}
