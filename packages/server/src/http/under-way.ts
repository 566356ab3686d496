/** Work that goes on after its acknowledgement; a service that stops waits for it. */
export type UnderWay = {
  track: (work: Promise<void>) => Promise<void>;
  settled: () => Promise<void>;
};

export function createUnderWay(): UnderWay {
  const works = new Set<Promise<void>>();
  return {
    track(work) {
      works.add(work);
      return work.finally(() => works.delete(work));
    },
    settled: async () => void (await Promise.allSettled(works)),
  };
}
