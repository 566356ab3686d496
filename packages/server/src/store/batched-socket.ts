import { Socket } from 'node:net';

/**
 * Sends what is written in one turn with one call of the kernel. `pg` corks the stream around each
 * query; here the first cork lasts until the turn ends. (Under TLS `pg` corks another stream, and
 * nothing changes.)
 */
export class BatchedSocket extends Socket {
  override cork(): void {
    if (this.writableCorked === 0) {
      super.cork();
      process.nextTick(() => this.uncork());
    }
    super.cork();
  }
}
