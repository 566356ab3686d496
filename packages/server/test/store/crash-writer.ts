import { openStore } from '../../src/store/open.ts';
import { aCard, aDelivery, anEntry, aState, aSubmission, NOON } from './fixtures.ts';

/** Submits and approves requests until it is killed; says `submitted` and `approved` after each commit. */
const [url = '', prefix = ''] = process.argv.slice(2);
const store = await openStore(url);
// What is claimed for it is never handed over in time.
store.deliveries.serve({
  reserve: () => ({ now: NOON, leaseMs: 30_000, owner: prefix, give: () => undefined }),
});

async function write(lane: number): Promise<never> {
  for (let n = 0; ; n++) {
    const id = `${prefix}-${lane}-${n}`;
    await store.requests.submit(
      { state: aState(id), submission: aSubmission() },
      {
        entries: [anEntry(`${id}-submitted`, id)],
        deliveries: [aDelivery(`${id}-post`, { request: id, lane: id })],
        cards: [aCard(id, id)],
      },
    );
    process.stdout.write(`submitted ${id}\n`);
    await store.requests.change(id, ({ state }) => ({
      state: { ...state, status: 'approved' },
      entries: [anEntry(`${id}-approved`, id)],
      deliveries: [aDelivery(`${id}-redraw`, { request: id, lane: id })],
      result: null,
    }));
    process.stdout.write(`approved ${id}\n`);
  }
}

await Promise.all(Array.from({ length: 8 }, (_, lane) => write(lane)));
