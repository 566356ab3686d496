import { z } from 'zod';

/** Where the store is: a file of this machine, or a PostgreSQL. Never one that ends with the process. */
export const storeUrl = z
  .string()
  .regex(/^(sqlite:|postgres(ql)?:\/\/)/u, 'must begin with sqlite: or postgres://')
  .refine(
    // SQLite takes no name, and this one, for a database that is gone when it is closed.
    (text) => !/^sqlite:\s*(?:$|:memory:|file:)/u.test(text),
    'must name a file that stays, as in sqlite:/var/lib/countersign/countersign.db',
  )
  .refine(
    (text) => !text.startsWith('postgres') || URL.canParse(text),
    'can not be read as postgres://user:password@host:port/database: what is special in the password, such as "/", "#" or "@", is written percent-encoded (%2F, %23, %40)',
  );
