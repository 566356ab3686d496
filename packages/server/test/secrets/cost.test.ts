import { expect, it } from 'vitest';
import { createMasker } from '../../src/secrets/mask.ts';

const mask = createMasker();
const unfriendly = [
  '-----BEGIN PRIVATE KEY-----\n',
  `-----BEGIN PRIVATE KEY-----${' '.repeat(200)}`,
  `-----BEGIN PRIVATE KEY-----${' + '.repeat(60)}`,
  `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(20)}\n${'+'.repeat(300)} `,
  'postgres://a:b',
  'https://a:b@',
  'password="',
  'password = "aaaa\\',
  'eyJaaaaaaaa.',
  '--token ',
  'AccountKey=',
  'authorization: ',
  'a',
  '/',
  '-',
  '+\n',
  '\u0301',
];

/** The work grows with the length, not with its square: ten times as much may take 40 times as long. */
it.each(unfriendly)('200 KB of %j are read in time that grows with the length', async (part) => {
  await mask('warm up');
  const cpu = async (length: number) => {
    const text = part.repeat(Math.ceil(length / part.length));
    const before = process.cpuUsage();
    await mask(text);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  const small = await cpu(20_000);
  expect(await cpu(200_000)).toBeLessThan(40 * Math.max(small, 20_000));
});
