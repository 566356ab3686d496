import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, inflateSync } from 'node:zlib';
import { Ajv } from 'ajv';
import { describe, expect, it, onTestFinished } from 'vitest';
import { teamsAppPackage } from '../src/teams/app-package.ts';
import { colourIcon, outlineIcon } from '../src/teams/icon.ts';
import { teamsManifest } from '../src/teams/manifest.ts';
import { countersign } from './support/cli.ts';

const options = {
  url: 'https://countersign.example.com/base/',
  appId: '5f0c3d5e-2a74-40a2-b28a-b162d5f5327c',
};

/** A draft of JSON schema that Ajv does not speak by name; it uses nothing that changed since. */
function manifestSchema(): object {
  const path = new URL('vectors/teams-manifest-1.25.schema.json', import.meta.url);
  const {
    $schema: _draft,
    id: _id,
    ...schema
  } = JSON.parse(readFileSync(path, 'utf8')) as {
    [key: string]: unknown;
  };
  return schema;
}

/** The files of an archive of stored ones, by its directory. */
function unzipped(archive: Uint8Array): { [name: string]: Buffer } {
  const bytes = Buffer.from(archive);
  const end = bytes.lastIndexOf(Buffer.from('504b0506', 'hex'));
  const count = bytes.readUInt16LE(end + 10);
  const files: { [name: string]: Buffer } = {};
  let at = bytes.readUInt32LE(end + 16);
  for (let n = 0; n < count; n += 1) {
    expect(bytes.readUInt32LE(at)).toBe(0x02014b50);
    const [sum, size] = [bytes.readUInt32LE(at + 16), bytes.readUInt32LE(at + 24)];
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    expect(bytes.readUInt32LE(local)).toBe(0x04034b50);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(from, from + size);
    expect(crc32(data)).toBe(sum);
    files[name] = data;
    at += 46 + nameLength;
  }
  expect(at).toBe(end);
  return files;
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'countersign-teams-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

function sizeOf(png: Uint8Array): [number, number] {
  const bytes = Buffer.from(png);
  expect(bytes.toString('hex', 0, 8)).toBe('89504e470d0a1a0a');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

describe('the Teams manifest', () => {
  it('fits the published schema, whatever the address', () => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(manifestSchema());
    for (const url of [options.url, `https://${'a'.repeat(60)}.example.com/`]) {
      const fits = validate(teamsManifest({ ...options, url }));
      expect(validate.errors).toBeNull();
      expect(fits).toBe(true);
    }
  });

  it('asks to see which channels are private and for nothing else, and may go to private and shared ones', () => {
    const manifest = teamsManifest(options);
    expect(manifest.authorization.permissions.resourceSpecific).toEqual([
      { name: 'ChannelSettings.Read.Group', type: 'Application' },
    ]);
    expect(manifest.webApplicationInfo.id).toBe(options.appId);
    expect(manifest.supportsChannelFeatures).toBe('tier1');
    expect(manifest.bots[0]?.scopes).toEqual(['team', 'personal']);
  });
});

describe('the app package', () => {
  it('is a zip of the manifest and the icons that it names', () => {
    const files = unzipped(teamsAppPackage(options));
    expect(Object.keys(files)).toEqual(['manifest.json', 'color.png', 'outline.png']);
    expect(JSON.parse(files['manifest.json']?.toString() ?? '')).toEqual(teamsManifest(options));
    expect(files['color.png']).toEqual(colourIcon());
  });

  it('has icons of the sizes that Teams wants, the outline in white on nothing', () => {
    expect(sizeOf(colourIcon())).toEqual([192, 192]);
    const outline = Buffer.from(outlineIcon());
    expect(sizeOf(outline)).toEqual([32, 32]);
    const start = outline.indexOf('IDAT') + 4;
    const pixels = inflateSync(outline.subarray(start, start + outline.readUInt32BE(start - 8)));
    expect(pixels).toHaveLength(32 * (1 + 32 * 4));
    const alphas = new Set(pixels.filter((_, at) => at % 129 !== 0 && ((at % 129) - 1) % 4 === 3));
    expect(alphas).toEqual(new Set([0, 255]));
  });

  it('is the same each time', () => {
    expect(teamsAppPackage(options)).toEqual(teamsAppPackage(options));
  });
});

describe('countersign teams manifest', () => {
  it('writes the file and says where', async () => {
    const cwd = folder();
    const ran = await countersign(
      ['teams', 'manifest', '--url', options.url, '--app', options.appId.toUpperCase()],
      { cwd },
    );
    expect(ran).toMatchObject({ code: 0, stdout: 'countersign-teams.zip\n' });
    expect(readFileSync(join(cwd, 'countersign-teams.zip'))).toEqual(
      Buffer.from(teamsAppPackage(options)),
    );
  });

  it.each([
    [['--url', options.url], 'give --app'],
    [['--url', options.url, '--app', 'countersign'], 'give --app'],
    [['--app', options.appId], 'give --url'],
    [['--app', options.appId, '--url', 'http://127.0.0.1'], 'https only'],
  ])('wants an app and a public address: %j', async (more, says) => {
    const cwd = folder();
    const ran = await countersign(['teams', 'manifest', ...more], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(says);
    expect(existsSync(join(cwd, 'countersign-teams.zip'))).toBe(false);
  });

  it('says where it cannot be written', async () => {
    const { url, appId } = options;
    const args = ['teams', 'manifest', '--url', url, '--app', appId, '--out', '/proc/nowhere.zip'];
    const { code, stderr } = await countersign(args);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: \/proc\/nowhere\.zip cannot be written: /);
  });
});
