import { parseArgs } from 'node:util';

export type Options = {
  /** Where the figures go as JSON. */
  json: string | undefined;
  /** Everything in under a minute, with fewer samples. */
  quick: boolean;
  /** Only measures whose name begins so. */
  only: string;
  /** Where the servers leave their CPU profiles. */
  profile: string | undefined;
};

export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'string' },
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      profile: { type: 'string' },
    },
  });
  return { ...values, json: values.json, profile: values.profile };
}
