import { z } from 'zod';
import { allLanguages } from './all-languages.ts';
import { documentShape, includedShape } from './shape/document.ts';
import type { Names } from './shape/names.ts';

const anyName: Names = {
  groups: undefined,
  webhooks: undefined,
  people: undefined,
  fallbacks: undefined,
  channels: undefined,
  platforms: undefined,
  targets: undefined,
  ownAudiences: undefined,
  calendar: allLanguages.calendar,
  compile: allLanguages.conditions.compileCondition,
};

/**
 * JSON Schema (draft 2020-12) of the policy document, for editors to complete and to check; under
 * `$defs/included`, that of a file which one includes. It takes some documents that have faults:
 * names, conditions and windows are checked when the document is read.
 */
export function policyJsonSchema(): z.core.JSONSchema.BaseSchema {
  const schema = toJsonSchema(documentShape(anyName));
  const { $schema: _, ...included } = toJsonSchema(includedShape(anyName));
  return {
    ...schema,
    title: 'Countersign policy',
    description: 'Who must agree to what, and where they are asked.',
    $defs: {
      included: {
        ...included,
        title: 'File included by a Countersign policy',
        allOf: [{ properties: { rules: { items: FOR_RESOURCES } } }],
      },
    },
  };
}

/** What the check of an included file wants of each rule, beyond its shape. */
const FOR_RESOURCES = { required: ['match'], properties: { match: { required: ['resource'] } } };

function toJsonSchema(shape: z.ZodType): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(shape, {
    target: 'draft-2020-12',
    io: 'input',
    reused: 'inline',
    override: ({ zodSchema, jsonSchema }) => {
      // Unknown keys pass the shape so that they can be told with a hint; an editor marks them.
      if (zodSchema._zod.def.type === 'object') jsonSchema.additionalProperties = false;
      // A glob or a list of them: what the shape makes of both is a list.
      if (jsonSchema.anyOf !== undefined && jsonSchema.type === 'array') {
        delete jsonSchema.type;
        delete jsonSchema.items;
        delete jsonSchema.minItems;
      }
    },
  });
}
