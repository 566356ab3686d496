import { makeKey, readKeys, writeKeys, type IssuerKey } from './issuer-key.ts';
import { readKeyFile, writeKeyFile } from './key-file.ts';
import { nextSignsFrom, standings, type Timing } from './key-ring.ts';
import type { Algorithm } from './signer.ts';

/** Where the keys are: in a file of the data folder, or as the configuration gives them. */
export type KeySource = { file: string } | { text: string };

export type KeyOptions = {
  source: KeySource;
  algorithm: Algorithm;
  timing: Timing;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Whether this process is the only one, and makes new keys by itself. */
  mayRotate: boolean;
};

export type Keys = {
  /** What is published now, in the order in which they sign. */
  published(): IssuerKey[];
  signing(): IssuerKey;
  /** Looks at the file again, and makes the next key where it is time. */
  refresh(): void;
};

/** Over for as long as this, a key leaves the file. */
const KEEP_OVER_MS = 86_400_000;

/** Throws a sentence where the keys can not be read. */
export function openKeys(options: KeyOptions): Keys {
  const { now, timing } = options;
  let keys = readAll(options);
  return {
    published: () =>
      standings(keys, now(), timing).flatMap(({ key, standing }) =>
        standing === 'over' ? [] : [key],
      ),
    signing() {
      const current = standings(keys, now(), timing).find(({ standing }) => standing === 'current');
      if (!current) throw new Error('There is no key that signs.');
      return current.key;
    },
    refresh: () => void (keys = readAll(options)),
  };
}

function readAll(options: KeyOptions): IssuerKey[] {
  const { source, algorithm, timing, now, mayRotate } = options;
  if ('text' in source) return readKeys(source.text);
  const text = readKeyFile(source.file);
  const keys = text === null ? [] : readKeys(text);
  const signsFrom = nextSignsFrom(keys, now(), timing, algorithm);
  if (signsFrom === null || (keys.length > 0 && !mayRotate)) return keys;
  const kept = standings(keys, now() - KEEP_OVER_MS, timing).flatMap(({ key, standing }) =>
    standing === 'over' ? [] : [key],
  );
  const all = [...kept, makeKey(algorithm, signsFrom)];
  writeKeyFile(source.file, writeKeys(all), { isNew: text === null });
  return all;
}
