type Undo = () => Promise<unknown> | void;

/** What was started is ended in the reverse order, whatever comes between. */
export function createCleanup() {
  const undos: Undo[] = [];
  return {
    add: (undo: Undo) => void undos.push(undo),
    async run(): Promise<void> {
      for (let undo = undos.pop(); undo !== undefined; undo = undos.pop()) await undo();
    },
  };
}

export type Cleanup = ReturnType<typeof createCleanup>;
