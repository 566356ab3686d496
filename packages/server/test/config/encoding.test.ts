import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { folder, policy } from './files.ts';

const latin1 = (text: string) => Buffer.from(`# für alle\n${text}`, 'latin1');
const files = {
  'countersign.yaml': 'policy: ./policy.yaml\npeople: [{ id: ada, name: Ada }]\n',
  'policy.yaml': `${policy}include: [{ file: a.yaml, resources: a-* }]\n`,
  'a.yaml': `rules:\n  - name: a\n    match: { resource: a-1 }\n    refuse: No.\n`,
};
const start = (odd: { [name: string]: Uint8Array }) =>
  loadConfig(join(folder({ ...files, ...odd }), 'countersign.yaml'), {});

describe('a configuration of files that are not UTF-8', () => {
  it.each([
    ['itself', { 'countersign.yaml': latin1(files['countersign.yaml']) }, 'countersign.yaml'],
    ['its policy', { 'policy.yaml': latin1(files['policy.yaml']) }, 'policy.yaml'],
    ['a file that the policy includes', { 'a.yaml': latin1(files['a.yaml']) }, 'a.yaml'],
  ])('is refused, and told which: %s', async (_, odd, file) => {
    await expect(start(odd)).rejects.toThrow(
      `${file}:1:1 This line is not UTF-8, so that nobody knows what it says. Save the file as UTF-8.`,
    );
  });

  it('would hold in UTF-8', async () => {
    expect((await start({})).loadedPolicy.policy.rules).toHaveLength(2);
  });
});
