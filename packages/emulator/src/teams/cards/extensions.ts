import { z } from 'zod';
import { isObject, type JsonObject } from '../../json.ts';
import { isDefined } from './schema.ts';

/** What Teams draws beyond the published schema. */

/** Fields that any element may have. Source: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format */
const fields = new Set([
  'targetWidth',
  'grid.area',
  'layouts',
  'roundedCorners',
  'showBorder',
  'key',
  'lang',
]);

const common = {
  id: z.string().optional(),
  key: z.string().optional(),
  lang: z.string().optional(),
  targetWidth: z.string().optional(),
  'grid.area': z.string().optional(),
  fallback: z.unknown().optional(),
  requires: z.unknown().optional(),
  isVisible: z.boolean().optional(),
  separator: z.boolean().optional(),
  spacing: z.string().optional(),
  height: z.string().optional(),
  horizontalAlignment: z.string().optional(),
};

const languages = [
  'Bash',
  'C',
  'Cpp',
  'CSharp',
  'Css',
  'Dos',
  'Go',
  'Graphql',
  'Html',
  'Java',
  'JavaScript',
  'Json',
  'ObjectiveC',
  'Perl',
  'Php',
  'PlainText',
  'PowerShell',
  'Python',
  'Sql',
  'TypeScript',
  'VbNet',
  'Verilog',
  'Vhdl',
  'Xml',
] as const;

const elements: Record<string, z.ZodType> = {
  CodeBlock: z.strictObject({
    type: z.literal('CodeBlock'),
    codeSnippet: z.string().optional(),
    language: oneOf(languages),
    startLineNumber: z.int().positive().optional(),
    ...common,
  }),
  Badge: z.strictObject({
    type: z.literal('Badge'),
    text: z.string().optional(),
    icon: z.string().optional(),
    iconPosition: oneOf(['before', 'after']),
    style: oneOf(['default', 'subtle', 'informative', 'accent', 'good', 'attention', 'warning']),
    appearance: oneOf(['filled', 'tint']),
    shape: oneOf(['square', 'rounded', 'circular']),
    size: oneOf(['medium', 'large', 'extraLarge']),
    tooltip: z.string().optional(),
    ...common,
  }),
  Icon: z.strictObject({
    type: z.literal('Icon'),
    name: z.string(),
    size: z.string().optional(),
    style: oneOf(['Regular', 'Filled']),
    color: z.string().optional(),
    selectAction: z.unknown().optional(),
    ...common,
  }),
};

/** As the renderer reads them: in any case. */
function oneOf(names: readonly string[]) {
  const known = new Set(names.map((name) => name.toLowerCase()));
  return z
    .string()
    .refine((name) => known.has(name.toLowerCase()), `must be one of ${names.join(', ')}`)
    .optional();
}

export function isExtension(type: string): boolean {
  return Object.hasOwn(elements, type);
}

/** A sentence on what is wrong with an element of Teams' own. */
export function extensionError(node: JsonObject): string | undefined {
  const type = String(node['type']);
  const parsed = isExtension(type) ? elements[type]?.safeParse(node) : undefined;
  return parsed?.success === false ? z.prettifyError(parsed.error) : undefined;
}

/** The card without what only Teams knows, so that the published schema can judge the rest. */
export function withoutExtensions(card: JsonObject): JsonObject {
  const { msteams: _msteams, ...rest } = card;
  return strip(rest) as JsonObject;
}

/** What is drawn in its place where it can't be; an element that is drawn says nothing by it. */
function neutral({ fallback }: JsonObject): unknown {
  return isObject(fallback) ? strip(fallback) : { type: 'TextBlock', text: '' };
}

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip);
  if (!isObject(value)) return value;
  const { type } = value;
  if (typeof type === 'string' && (isExtension(type) || !isDefined(type))) return neutral(value);
  const kept = Object.entries(value).filter(([field]) => !fields.has(field));
  // What the bot put into an action's data is its own.
  return Object.fromEntries(
    kept.map(([key, inner]) => [key, key === 'data' ? inner : strip(inner)]),
  );
}
