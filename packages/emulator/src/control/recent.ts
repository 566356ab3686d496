/** How many deliveries `redeliver` knows. */
const keep = 1000;

/** The latest deliveries by an id, which stands for them in another process. */
export class RecentDeliveries<D> {
  readonly #deliveries = new Map<string, D>();
  #last = 0;

  /** Returns its id. */
  add(delivery: D): string {
    this.#last += 1;
    const id = String(this.#last);
    this.#deliveries.set(id, delivery);
    this.#deliveries.delete(String(this.#last - keep));
    return id;
  }

  get(id: string): D {
    const delivery = this.#deliveries.get(id);
    if (delivery === undefined) throw new Error(`Delivery ${id} is not among the latest ${keep}.`);
    return delivery;
  }
}
