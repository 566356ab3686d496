import type { Component } from './components.ts';

type Named = Pick<Component, 'name' | 'version' | 'licence'>;

/** For scanners of known faults, which find no packages in a bundle (CycloneDX 1.6). */
export function billOfMaterials(of: Named, components: Named[]): object {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: component('application', of) },
    components: components.map((one) => component('library', one)),
  };
}

function component(type: string, one: Named): object {
  const { name, version, licence } = one;
  return {
    type,
    'bom-ref': purl(one),
    name,
    version,
    purl: purl(one),
    licenses: [{ license: { id: licence } }],
  };
}

/** https://github.com/package-url/purl-spec */
function purl({ name, version }: Named): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}
