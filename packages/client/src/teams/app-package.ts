import { colourIcon, outlineIcon } from './icon.ts';
import { teamsManifest, type TeamsManifestOptions } from './manifest.ts';
import { zip } from './zip.ts';

/** The app as Teams takes it: a zip of the manifest and two icons. */
export function teamsAppPackage(options: TeamsManifestOptions): Uint8Array {
  const { icons, ...manifest } = teamsManifest(options);
  const text = `${JSON.stringify({ ...manifest, icons }, null, 2)}\n`;
  return zip([
    { name: 'manifest.json', data: Buffer.from(text) },
    { name: icons.color, data: colourIcon() },
    { name: icons.outline, data: outlineIcon() },
  ]);
}
