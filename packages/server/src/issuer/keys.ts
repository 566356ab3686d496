import { makeKey, readKeys, writeKeys, type IssuerKey } from './issuer-key.ts';
import { readKeyFile, writeKeyFile } from './key-file.ts';
import { nextSignsFrom, standings, type Dated, type Timing } from './key-ring.ts';
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
  /** With the time from which each wants to sign. */
  all(): readonly Dated[];
  /** What is published now, in the order in which they sign. */
  published(): IssuerKey[];
  signing(): IssuerKey;
  /** Since when each signs, as all processes agreed: any other waits. Until then their own times count. */
  agreed(since: ReadonlyMap<string, number>): void;
  /** Looks at the file again, and makes the next key where it is time. */
  refresh(): void;
};

/** Over for as long as this, a key leaves the file. */
const KEEP_OVER_MS = 86_400_000;

/** Throws a sentence where the keys can not be read. */
export function openKeys(options: KeyOptions): Keys {
  const { now, timing } = options;
  let keys = readAll(options);
  let since: ReadonlyMap<string, number> | undefined;
  const stand = () =>
    standings(
      since ? keys.map((key) => ({ ...key, signsFrom: since?.get(key.kid) ?? Infinity })) : keys,
      now(),
      timing,
    );
  return {
    all: () => keys,
    published: () => stand().flatMap(({ key, standing }) => (standing === 'over' ? [] : [key])),
    signing() {
      const current = stand().find(({ standing }) => standing === 'current');
      if (!current) throw new Error('There is no key that signs.');
      return current.key;
    },
    agreed: (by) => void (since = by),
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
