import type { IdentityView } from '@countersign/core/wire/identity-types';
import { connectOnce, type Context } from '../context.ts';
import { exit } from '../exit.ts';
import { inert, jsonLine } from '../show/text.ts';
import { instant } from '../show/time.ts';

type Options = { url?: string; json?: boolean };

/** The register, or a part of it: told for people, tab-separated in a pipe. */
export async function listIdentities(
  options: Options & { only?: string; after?: string; limit: number },
  context: Context,
): Promise<number> {
  const { url, json, ...ask } = options;
  const { items, next } = await connectOnce(context, url).identities(ask);
  const { stdout, stderr } = context;
  for (const one of items) {
    stdout.write(`${json ? jsonLine(one) : fields(one).join(stdout.isTTY ? '  ' : '\t')}\n`);
  }
  if (items.length === 0 && !json) stderr.write('There are none.\n');
  if (next !== undefined && !json) stderr.write(`There are more: --after ${inert(next)}\n`);
  return exit.ok;
}

export async function showIdentity(id: string, options: Options, context: Context) {
  return tell(await connectOnce(context, options.url).identity(id), options, context);
}

export async function suspendIdentity(
  id: string,
  options: Options & { reason: string },
  context: Context,
): Promise<number> {
  const client = connectOnce(context, options.url);
  return tell(await client.suspendIdentity(id, options.reason), options, context);
}

export async function resumeIdentity(id: string, options: Options, context: Context) {
  return tell(await connectOnce(context, options.url).resumeIdentity(id), options, context);
}

/** The new key goes to stdout alone, so that a pipe takes it where it belongs. */
export async function rotateKey(
  id: string,
  { url, json, overlap }: Options & { overlap?: number },
  context: Context,
): Promise<number> {
  const rotated = await connectOnce(context, url).rotateIdentityKey(id, overlap);
  context.stdout.write(json ? `${jsonLine(rotated)}\n` : `${rotated.key}\n`);
  const old = rotated.identity.keys.filter((key) => key.id !== rotated.id);
  if (!json) {
    for (const { id: key, expires = '' } of old) {
      context.stderr.write(`${inert(key)} goes on until ${inert(expires)}.\n`);
    }
    context.stderr.write('The new key is shown this once.\n');
  }
  return exit.ok;
}

function tell(one: IdentityView, { json }: Options, { stdout }: Context): number {
  stdout.write(json ? `${jsonLine(one)}\n` : `${lines(one).join('\n')}\n`);
  return exit.ok;
}

function fields(one: IdentityView): string[] {
  const { id, standing, owner = '', lastSeen } = one;
  const seen = lastSeen === undefined ? 'never seen' : instant(lastSeen);
  return [id, standing, owner, seen, notes(one)].map((field) => inert(field));
}

function notes({ stale, source, differences }: IdentityView): string {
  const differ = differences.length > 0 ? `the API differs in ${differences.join(', ')}` : '';
  return [stale ? 'stale' : '', source, differ].filter((note) => note !== '').join(', ');
}

function lines(one: IdentityView): string[] {
  const rows: [string, string | undefined][] = [
    ['', `${one.id} (${one.name}): ${one.standing}`],
    ['owner', one.owner],
    ['purpose', one.purpose],
    ['actions', one.actions?.join(', ') ?? 'any that policy lets it ask for'],
    ['last seen', one.lastSeen ?? 'never'],
    ...one.keys.map((key): [string, string] => [
      'key',
      `${key.id}, last used ${key.lastUsed ?? 'never'}${key.expires ? `, until ${key.expires}` : ''}`,
    ]),
    ...one.oidc.map((binding): [string, string] => [
      'tokens',
      `of ${binding.issuer}, last used ${binding.lastUsed ?? 'never'}: ${JSON.stringify(binding.claims)}`,
    ]),
    ['from', notes(one)],
  ];
  return rows.flatMap(([name, text]) =>
    text === undefined ? [] : inert(name === '' ? text : `  ${name}: ${text}`),
  );
}
