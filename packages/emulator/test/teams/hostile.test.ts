import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateCard } from '../../src/index.ts';
import { ada, approvers, clientOf, deploys, startDouble, tenantId } from './support/bot.ts';

const names =
  'type text attachments contentType content channelData channel id members tenantId activity recipient body actions card refresh userIds fallback version items inlines groupIds ids'.split(
    ' ',
  );
const values = [
  'message',
  'typing',
  'AdaptiveCard',
  'TextBlock',
  'CodeBlock',
  'Action.Execute',
  '1.5',
  'application/vnd.microsoft.card.adaptive',
  'constructor',
  deploys,
  tenantId,
  ada,
  approvers,
];

/** JSON of the words that matter, in any arrangement. */
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<unknown>(...values, '', 0, null, true),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names), tie('json'), { maxKeys: 5 }),
  ),
}));

describe('whatever a bot sends', () => {
  it('is a card or has something wrong with it', () => {
    fc.assert(
      fc.property(json, (card) => {
        for (const { path, what } of validateCard(card)) {
          expect(typeof path).toBe('string');
          expect(what).not.toBe('');
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each(['constructor', 'toString', '__proto__'])('may call an element %s', (type) => {
    const card = { type: 'AdaptiveCard', version: '1.5', body: [{ type }], other: { type } };
    expect(() => validateCard(card)).not.toThrow();
    expect(validateCard(card)).not.toEqual([]);
  });

  it('is taken or refused, and breaks nothing', async () => {
    const double = await startDouble({ pace: false });
    const bot = await clientOf(double);
    const graph = await clientOf(double, 'https://graph.microsoft.com');
    const check = `${double.graphUrl}/v1.0/users/${ada}/checkMemberGroups`;
    await fc.assert(
      fc.asyncProperty(json, async (body) => {
        for (const { status } of [
          await bot.call('POST', `${double.serviceUrl}v3/conversations`, body),
          await bot.post(deploys, body as object),
          await bot.update(deploys, '1', body as object),
          await graph.call('POST', check, body),
          await bot.call('POST', double.workflow(deploys), body),
        ]) {
          expect(status).toBeLessThan(500);
        }
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    'pagedmembers?pageSize=many',
    'members/%F0',
    'members/..%2F..',
    'pagedmembers?continuationToken=x',
  ])('as a path or query is refused at worst: %s', async (path) => {
    const bot = await clientOf(await startDouble());
    expect((await bot.members(deploys, path)).status).toBeLessThan(500);
  });
});
