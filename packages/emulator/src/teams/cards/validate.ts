import { z } from 'zod';
import { isObject, type JsonObject } from '../../json.ts';
import { extensionError, isExtension, withoutExtensions } from './extensions.ts';
import { cardError, isDefined, nodeError } from './schema.ts';
import { nodesOf } from './walk.ts';

export interface CardViolation {
  /** A JSON pointer into the card. */
  path: string;
  what: string;
}

const newest = [1, 5] as const;
const maxRefreshed = 60;

/**
 * What keeps Teams from drawing a card or from acting upon it; empty where it is fine. Judged by the
 * published schema, by Teams' own additions to it, and by the limits of its documentation.
 */
export function validateCard(card: unknown): CardViolation[] {
  if (!isObject(card) || card['type'] !== 'AdaptiveCard') {
    return [{ path: '', what: 'is no object of type AdaptiveCard' }];
  }
  const { msteams, ...drawn } = card;
  return [
    ...versionFaults(card),
    ...refreshFaults(card),
    ...nodeFaults(drawn),
    ...mentionFaults(msteams, drawn),
    ...schemaFaults(card),
  ];
}

export function describeViolation({ path, what }: CardViolation): string {
  return `Invalid Adaptive Card: ${path || 'the card'} ${what}`;
}

function versionFaults(card: JsonObject): CardViolation[] {
  const [, major, minor] = /^(\d)\.(\d)$/.exec(String(card['version'])) ?? [];
  if (major === undefined || Number(major) !== newest[0] || Number(minor) > newest[1]) {
    return [{ path: '/version', what: `must be 1.0 to 1.${newest[1]}: Teams shows no other` }];
  }
  const universal = [...nodesOf(card)].find(({ node }) => node['type'] === 'Action.Execute');
  if (universal === undefined || Number(minor) >= 4) return [];
  return [{ path: universal.path, what: 'needs version 1.4 or later' }];
}

function refreshFaults({ refresh }: JsonObject): CardViolation[] {
  const listed = isObject(refresh) ? refresh['userIds'] : undefined;
  if (!Array.isArray(listed) || listed.length <= maxRefreshed) return [];
  return [{ path: '/refresh/userIds', what: `lists more than ${maxRefreshed} people` }];
}

const mention = z.object({
  type: z.literal('mention'),
  text: z.string().regex(/^<at>[^<>]+<\/at>$/),
  mentioned: z.object({ id: z.string().min(1), name: z.string().min(1) }),
});

/**
 * Whom a card notifies stands in it, too: a mention without its text is none.
 * Source: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format#mention-support-within-adaptive-cards
 */
function mentionFaults(msteams: unknown, drawn: JsonObject): CardViolation[] {
  const entities = isObject(msteams) ? msteams['entities'] : undefined;
  if (!Array.isArray(entities)) return [];
  const texts = [...nodesOf(drawn)].flatMap(({ node: { text } }) =>
    typeof text === 'string' ? [text] : [],
  );
  return entities.flatMap((entity: unknown, at) => {
    const path = `/msteams/entities/${at}`;
    const found = mention.safeParse(entity).data;
    if (found === undefined) return [{ path, what: 'is no mention of anybody' }];
    if (texts.some((text) => text.includes(found.text))) return [];
    return [{ path, what: `is not in the card: ${found.text}` }];
  });
}

function nodeFaults(card: JsonObject): CardViolation[] {
  const faults: CardViolation[] = [];
  const ids = new Set<string>();
  for (const { node, path } of nodesOf(card)) {
    const { id, type, fallback } = node;
    const name = String(type);
    // An alternative may have the id of what it stands in for.
    if (typeof id === 'string' && !path.includes('/fallback')) {
      if (ids.has(id)) faults.push({ path: `${path}/id`, what: `repeats the id ${id}` });
      ids.add(id);
    }
    const what = extensionError(node);
    if (what !== undefined) faults.push({ path, what });
    else if (!isExtension(name) && !isDefined(name) && fallback === undefined) {
      faults.push({ path, what: `is of the unknown type ${name} and has no fallback` });
    }
  }
  return faults;
}

/** The innermost element at fault says more than the whole card does. */
function schemaFaults(card: JsonObject): CardViolation[] {
  const bare = withoutExtensions(card);
  const whole = cardError(bare);
  if (whole === undefined) return [];
  for (const { node, path } of nodesOf(bare)) {
    const error = nodeError(node);
    if (error !== undefined) return [{ path: path + error.instancePath, what: worded(error) }];
  }
  return [{ path: whole.instancePath, what: worded(whole) }];
}

function worded({
  message = 'is not valid',
  params,
}: NonNullable<ReturnType<typeof cardError>>): string {
  const { additionalProperty, allowedValues } = params as Record<string, unknown>;
  if (typeof additionalProperty === 'string') return `has an unknown field ${additionalProperty}`;
  return Array.isArray(allowedValues) ? `${message}: ${allowedValues.join(', ')}` : message;
}
