import { jsonSentence } from '@countersign/core/text/sentence';
import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';
import type { z } from 'zod';

/** What was sent does not fit the route's schema. */
export class Unfit extends Error {
  readonly issues: z.core.$ZodIssue[];
  constructor(issues: z.core.$ZodIssue[]) {
    super('The request does not fit the schema.');
    this.name = 'Unfit';
    this.issues = issues;
  }
}

/** Checks by the route's zod schema, and tells what does not fit in our sentences. */
const validatorCompiler: FastifySchemaCompiler<z.ZodType> = ({ schema }) => {
  return (data) => {
    const result = schema.safeParse(data, { error: jsonSentence });
    return result.success ? { value: result.data } : { error: new Unfit(result.error.issues) };
  };
};

/** Everything that comes in is checked by zod; what goes out is made here and typed, and tests hold it. */
export function checkByZod(app: FastifyInstance): void {
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
}

/** For Fastify's options: without it, it loads compilers of its own, a hundred modules that nobody calls. */
export const withoutCompilers = {
  compilersFactory: { buildValidator: notNeeded, buildSerializer: notNeeded },
};

function notNeeded(): never {
  throw new Error('A route was added before the server knew how to check it.');
}
