import { jsonSentence } from '@countersign/core/text/sentence';
import type { FastifySchemaCompiler } from 'fastify';
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
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> = ({ schema }) => {
  return (data) => {
    const result = schema.safeParse(data, { error: jsonSentence });
    return result.success ? { value: result.data } : { error: new Unfit(result.error.issues) };
  };
};
