import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkKeys } from '../src/check-keys.ts';
import { loadLogKey } from '../src/log-key.ts';
import { load } from './config/files.ts';

const plain = 'policy: ./policy.yaml\npeople: [{ id: ada, name: Ada }]\n';

async function aFolder(text = plain) {
  const config = await load(text);
  mkdirSync(config.data);
  return { config, put: (name: string, of: string) => writeFileSync(join(config.data, name), of) };
}

describe('what the check says of keys is what a start would say', () => {
  it('nothing where there are none yet, and it makes none', async () => {
    const { config } = await aFolder();
    await checkKeys(config);
    expect(readdirSync(config.data)).toEqual([]);
  });

  it('nothing of the key of this log', async () => {
    const { config } = await aFolder();
    loadLogKey(config.log.name, join(config.data, 'log.key'));
    await expect(checkKeys(config)).resolves.toBeUndefined();
  });

  it.each([
    ['a log key that is none', plain, 'log.key', '', 'holds no key of a log'],
    ['issuer keys that are none', plain, 'issuer-keys.json', '{}', "sign grants can't be used"],
    [
      'issuer keys of the environment that are none',
      `${plain}issuer: { keys: x }\n`,
      'other',
      '',
      'from issuer.keys of the configuration',
    ],
  ])('%s', async (_, text, name, of, told) => {
    const { config, put } = await aFolder(text);
    put(name, of);
    await expect(checkKeys(config)).rejects.toThrow(
      expect.objectContaining({ name: 'StartError', message: expect.stringContaining(told) }),
    );
  });

  it('a key of a log with another name', async () => {
    const { config } = await aFolder();
    loadLogKey('example.com/other', join(config.data, 'log.key'));
    await expect(checkKeys(config)).rejects.toThrow('Set log.name back');
  });
});
