import manifest from '../package.json' with { type: 'json' };

/** Of this release (semver). */
export const version: string = manifest.version;
