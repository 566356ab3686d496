import { expect, it } from 'vitest';
import { faultsOf } from './files.ts';

it('says once of a path of the policy that is empty that it is, and reads no folder for it', async () => {
  expect(await faultsOf("policy: ''\n")).toEqual([
    'countersign.yaml:1:9 policy: This must not be empty.',
  ]);
});
