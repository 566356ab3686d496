import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { compileGlob } from '@countersign/core/policy/glob';
import type { Config } from './config/shape.ts';
import type { GrantTarget } from './ports/grant-target.ts';
import { readSealKey } from './seal-key.ts';
import { StartError } from './start-error.ts';

type Configured = Config['targets'][number];
type Place = { data: string; now: () => number };

/**
 * The systems that grants open, by name. Each kind is loaded with its library where the configuration has
 * one. Throws a StartError for a key that is not there, or that others can read.
 */
export async function openTargets(
  configured: readonly Configured[],
  place: Place,
): Promise<Map<string, GrantTarget>> {
  const opened = await Promise.all(configured.map((one) => openTarget(one, place)));
  return new Map(opened.map((target) => [target.name, target]));
}

async function openTarget(target: Configured, { data, now }: Place): Promise<GrantTarget> {
  const { name } = target;
  const serves = servesOf(target.resources);
  switch (target.kind) {
    case 'postgres': {
      const { postgresTarget } = await import('./connectors/targets/postgres.ts');
      return postgresTarget({ ...target, serves });
    }
    case 'ssh': {
      const [{ sshTarget }, { readSshCa }] = await Promise.all([
        import('./connectors/targets/ssh.ts'),
        import('./connectors/targets/ssh-ca.ts'),
      ]);
      const pem = privateFile(target.caFile, `the key of the CA of target ${name}`);
      const ca = told(`${target.caFile}: `, () => readSshCa(pem));
      return sshTarget({ ...target, serves, ca, skewMs: target.skew * 1_000, now });
    }
    case 'secret': {
      const { secretTarget } = await import('./connectors/targets/secret.ts');
      const key = readSealKey(join(data, 'seal.key'));
      return secretTarget({ ...target, serves, key });
    }
  }
}

function servesOf(resources: readonly string[]): GrantTarget['serves'] {
  const globs = resources.map(compileGlob);
  return (resource) => globs.some((glob) => glob.ok && glob.matches(resource));
}

function privateFile(path: string, what: string): string {
  try {
    if ((statSync(path).mode & 0o077) !== 0) {
      throw new StartError(`${path}, ${what}, can be read by others: chmod 600 ${path}`);
    }
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof StartError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`${path}, ${what}, can't be read: ${reason}.`, { cause: error });
  }
}

function told<T>(before: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new StartError(before + (error instanceof Error ? error.message : String(error)), {
      cause: error,
    });
  }
}
