import type { DeadDelivery, RequestView } from '@countersign/core/wire/types';
import type { IdentityView, NewKey } from '@countersign/core/wire/identity-types';
import type { Calls } from './calls.ts';
import { readDeadDeliveries } from './delivery.ts';
import { queryOf, readJson } from './http.ts';
import { readIdentities, readIdentity, readNewKey } from './identity.ts';
import { readPage } from './view.ts';

export type ListOptions = {
  status?: RequestView['status'] | undefined;
  after?: string | undefined;
  limit?: number | undefined;
};

/** What takes an operator's key: the requests of all, what was given up, and the register. */
export class OperatorSide {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** Requests of all identities, newest first. */
  async listAll(options: ListOptions = {}): Promise<{ items: RequestView[]; next?: string }> {
    const path = `v1/operator/requests?${queryOf(options)}`;
    return readPage(await readJson(await this.#calls.call({ path })));
  }

  /** What the service gave up, oldest first. */
  async deadDeliveries(
    options: Omit<ListOptions, 'status'> = {},
  ): Promise<{ items: DeadDelivery[]; next?: string }> {
    const path = `v1/operator/deliveries/dead?${queryOf(options)}`;
    return readDeadDeliveries(await readJson(await this.#calls.call({ path })));
  }

  /** Tries it again; `not_found` where it is not given up, or no longer. */
  async retryDelivery(id: string): Promise<void> {
    const path = `v1/operator/deliveries/${encodeURIComponent(id)}/retry`;
    await this.#calls.call({ method: 'POST', path });
  }

  /** A page of the register, for an operator; `only` one kind of them, such as `stale`. */
  async identities(
    options: { only?: string | undefined; after?: string | undefined; limit?: number } = {},
  ): Promise<{ items: IdentityView[]; next?: string }> {
    const path = `v1/identities?${queryOf(options)}`;
    return readIdentities(await readJson(await this.#calls.call({ path })));
  }

  async identity(id: string): Promise<IdentityView> {
    return readIdentity(await readJson(await this.#calls.call({ path: identityPath(id) })));
  }

  /** It asks for nothing from now on, nothing that was approved starts, and its grants end. */
  async suspendIdentity(id: string, reason: string): Promise<IdentityView> {
    const path = `${identityPath(id)}/suspend`;
    const answer = await this.#calls.call({ method: 'POST', path, body: { reason } });
    return readIdentity(await readJson(answer));
  }

  async resumeIdentity(id: string): Promise<IdentityView> {
    const path = `${identityPath(id)}/resume`;
    return readIdentity(await readJson(await this.#calls.call({ method: 'POST', path })));
  }

  /** A new key; the old one goes on for `overlapMs`. Tried once: each try would make a key. */
  async rotateIdentityKey(id: string, overlapMs?: number): Promise<NewKey> {
    const path = `${identityPath(id)}/keys/rotate`;
    const body = overlapMs === undefined ? {} : { overlap: overlapMs / 1_000 };
    return readNewKey(await readJson(await this.#calls.callOnce({ method: 'POST', path, body })));
  }
}

function identityPath(id: string): string {
  return `v1/identities/${encodeURIComponent(id)}`;
}
