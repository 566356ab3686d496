import { resolve } from 'node:path';
import { z } from 'zod';

const PASSING = /^sqlite:\s*(?:$|:memory:|file:)/u;

/** Where the store is: a file of this machine, or a PostgreSQL. Never one that ends with the process. */
export const storeUrl = z
  .string()
  .regex(/^(sqlite:|postgres(ql)?:\/\/)/u, 'must begin with sqlite: or postgres://')
  .refine(
    // SQLite takes no name, and this one, for a database that is gone when it is closed.
    (text) => !PASSING.test(text),
    'must name a file that stays, as in sqlite:/var/lib/countersign/countersign.db',
  )
  .refine(
    (text) => !text.startsWith('postgres') || URL.canParse(text),
    'can not be read as postgres://user:password@host:port/database: what is special in the password, such as "/", "#" or "@", is written percent-encoded (%2F, %23, %40)',
  );

/** A file's path that is not absolute is of this folder. */
export function storeIn(folder: string, url: string): string {
  const [, path] = /^sqlite:(.*)$/su.exec(url) ?? [];
  return path === undefined || PASSING.test(url) ? url : `sqlite:${resolve(folder, path)}`;
}
