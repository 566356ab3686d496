import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readComponents } from '../scripts/pack/components.ts';

type Files = { [name: string]: string };

/** A package as it lies in `node_modules`. */
function installed(manifest: object, files: Files = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'countersign-licence-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const folder = join(root, 'node_modules/one');
  mkdirSync(folder, { recursive: true });
  const all = { 'package.json': JSON.stringify({ name: 'one', version: '1.0.0', ...manifest }) };
  for (const [name, text] of Object.entries({ ...all, ...files })) {
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const granted = 'Copyright (c) Ada\n\nPermission is hereby granted, free of charge';

describe("what is packed of others carries their licence's text", () => {
  it('from its own files, notices included', async () => {
    const files = { LICENSE: 'Terms.\n', NOTICE: 'By Ada.\n' };
    const [one] = await readComponents([installed({ license: 'Apache-2.0' }, files)]);
    expect(one).toEqual({
      name: 'one',
      version: '1.0.0',
      licence: 'Apache-2.0',
      text: 'Terms.\n\nBy Ada.',
    });
  });

  it('from its readme, where it has no file', async () => {
    const files = { 'README.md': `# one\n\nDoes.\n\n## License\n\n${granted}\n\n## Thanks\n` };
    const [one] = await readComponents([installed({ license: 'MIT' }, files)]);
    expect(one?.text).toBe(granted);
  });

  it("from MIT's own, with its authors, where it says no more than that", async () => {
    const manifest = { license: 'MIT', author: { name: 'Ada' }, repository: 'ada/one' };
    const [one] = await readComponents([installed(manifest, { 'README.md': '# one\n' })]);
    expect(one?.text).toMatch(/^Copyright \(c\) the authors \(Ada, ada\/one\)\n\nPermission is/u);
  });

  it('once, however often it lies there', async () => {
    const files = { LICENSE: 'Terms.' };
    const twice = [installed({ license: 'ISC' }, files), installed({ license: 'ISC' }, files)];
    expect(await readComponents(twice)).toHaveLength(1);
  });

  it.each([
    ['asks for more', { license: 'AGPL-3.0-only' }, 'one is under AGPL-3.0-only'],
    ['has no licence', {}, 'one is under no licence'],
    ['has one whose text is its own', { license: 'BSD-3-Clause' }, 'one carries no text'],
  ])('or is not packed, where it %s', async (_, manifest, told) => {
    await expect(readComponents([installed(manifest)])).rejects.toThrow(told);
  });
});
