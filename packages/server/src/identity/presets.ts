import { aws } from './presets/aws.ts';
import { azure } from './presets/azure.ts';
import { buildkite } from './presets/buildkite.ts';
import { circleci } from './presets/circleci.ts';
import { gcp } from './presets/gcp.ts';
import { githubActions } from './presets/github-actions.ts';
import { gitlab } from './presets/gitlab.ts';
import { kubernetes } from './presets/kubernetes.ts';
import type { Preset } from './presets/preset.ts';
import { spiffe } from './presets/spiffe.ts';

const presets = {
  'github-actions': githubActions,
  gitlab,
  buildkite,
  circleci,
  kubernetes,
  aws,
  gcp,
  azure,
  spiffe,
} satisfies { [name: string]: Preset };

export type PresetName = keyof typeof presets;
export const presetNames = Object.keys(presets) as [PresetName, ...PresetName[]];

type Named = { issuer: string; preset?: PresetName | undefined };

/** The preset as configured, or the one whose issuer this is: nobody turns its refusals off by leaving it out. */
export function presetOf({ issuer, preset }: Named): Preset | undefined {
  return preset ? presets[preset] : hostedOf(issuer)?.preset;
}

/** What is wrong with calling this issuer so; a double on this machine may be called anything. */
export function misnamed({ issuer, preset: name }: Named): string | undefined {
  if (name === undefined || isThisMachine(issuer)) return undefined;
  const hosted = hostedOf(issuer);
  if (hosted && hosted.name !== name) {
    return `This is the issuer of ${hosted.name}, not of ${name}. Leave preset out, or write ${hosted.name}.`;
  }
  const preset: Preset = presets[name];
  if ((preset.issuer ?? preset.hosted).test(issuer)) return undefined;
  return `This is no issuer of ${name}. It must look like ${preset.example}.`;
}

function hostedOf(issuer: string): { name: PresetName; preset: Preset } | undefined {
  for (const name of presetNames) {
    const preset: Preset = presets[name];
    if (preset.hosted.test(issuer)) return { name, preset };
  }
  return undefined;
}

function isThisMachine(issuer: string): boolean {
  if (!URL.canParse(issuer)) return false;
  return ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(issuer).hostname);
}
