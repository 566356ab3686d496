import { compileGlob } from '@countersign/core/policy/glob';
import type { Finding } from '@countersign/core/yaml/fault';
import { isIP } from 'node:net';
import { z } from 'zod';
import { id } from './leaf.ts';

/** A name of a role is anything that PostgreSQL takes: it is quoted. */
const role = z.string().min(1).max(63);

const glob = z.string().superRefine((text, context) => {
  const compiled = compileGlob(text);
  if (!compiled.ok) context.addIssue({ code: 'custom', message: compiled.message });
});

const common = {
  name: id,
  /** Globs: requests about these resources alone may have it opened. */
  resources: z.array(glob).min(1),
};

const postgres = z.strictObject({
  ...common,
  kind: z.literal('postgres'),
  /** Whoever has it may make roles: a secret, and so from the environment alone. */
  admin: z
    .string()
    .refine(isPostgresUrl, 'must be postgres://user:password@host:5432/database')
    .max(2_000),
  roles: z.array(role).min(1),
  owner: role.optional(),
  connections: z.int().min(1).max(1_000).default(5),
  host: z.string().min(1).max(253).optional(),
  port: z.int().min(1).max(65_535).optional(),
});

const name = /^[a-z0-9_][a-z0-9_.@-]{0,63}$/iu;

const ssh = z.strictObject({
  ...common,
  kind: z.literal('ssh'),
  /** Path of the private key, relative to this file. */
  caFile: z.string().min(1),
  principals: z.array(z.string().regex(name, 'must be a name of a principal')).min(1),
  forceCommand: z
    .string()
    .regex(/^[^\p{Cc}]{1,1000}$/u, 'must be one line')
    .optional(),
  sourceAddress: z
    .array(z.string().refine(isNetwork, 'must be an address or a network, as 10.0.0.0/8'))
    .default([]),
  extensions: z
    .array(
      z.enum([
        'permit-agent-forwarding',
        'permit-port-forwarding',
        'permit-pty',
        'permit-user-rc',
        'permit-X11-forwarding',
      ]),
    )
    .default([]),
  /** Seconds that the clocks of hosts may be behind. */
  skew: z.int().min(0).max(600).default(60),
});

const secret = z.strictObject({
  ...common,
  kind: z.literal('secret'),
  /** As `countersign-server seal` prints it. */
  sealed: z
    .string()
    .regex(/^[\w-]+(?:\.[\w-]*){4}$/u, 'must be what countersign-server seal prints'),
  env: z
    .string()
    .regex(/^[A-Z_][A-Z0-9_]{0,99}$/u, 'must be the name of an environment variable')
    // What runs next must not be steered by it.
    .refine(
      (variable) =>
        !/^(?:PATH|LD_.*|DYLD_.*|NODE_OPTIONS|COUNTERSIGN_.*|BASH_ENV|ENV|IFS)$/u.test(variable),
      'must be a variable that the command alone reads',
    ),
});

/** A system that grants open for a while. */
export const target = z.discriminatedUnion('kind', [postgres, ssh, secret]);

function isPostgresUrl(text: string): boolean {
  if (!/^postgres(?:ql)?:\/\//u.test(text) || !URL.canParse(text)) return false;
  const { hostname, username } = new URL(text);
  return hostname !== '' && username !== '';
}

function isNetwork(text: string): boolean {
  const [, address = '', bits] = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/iu.exec(text) ?? [];
  const version = isIP(address);
  return version > 0 && (bits === undefined || Number(bits) <= (version === 4 ? 32 : 128));
}

/** Addresses with a password that are written into the file, where every reader of it has them. */
export function writtenAdmins(file: unknown): Finding[] {
  const listed = (file as { targets?: unknown } | null)?.targets;
  if (!Array.isArray(listed)) return [];
  return listed.flatMap((each: unknown, at): Finding[] => {
    const admin = (each as { admin?: unknown } | null)?.admin;
    if (typeof admin !== 'string' || /^\$\{[A-Za-z_]\w*\}$/u.test(admin)) return [];
    const message = 'must come from the environment: whoever has this address can make roles.';
    const hint = 'Write ${NAME} here, and set NAME to the address.';
    return [{ path: ['targets', at, 'admin'], message, hint }];
  });
}
