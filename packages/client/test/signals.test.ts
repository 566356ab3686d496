import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Signals } from '../src/cli/signals.ts';

const caught = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP'] as const;
const send = () => process.emit('SIGHUP', 'SIGHUP');

describe('signals to a run', () => {
  const listening = caught.map((name) => ({ name, before: process.listeners(name) }));
  const end = vi.fn<typeof process.exit>();
  let now: number;
  let signals: Signals;
  beforeEach(() => {
    now = 1_000;
    vi.spyOn(process, 'exit').mockImplementation(end);
    signals = new Signals(() => now);
  });
  afterEach(() => {
    for (const { name, before } of listening) {
      const ours = process.listeners(name).filter((one) => !before.includes(one));
      for (const one of ours) process.off(name, one);
    }
    vi.restoreAllMocks();
    end.mockReset();
  });

  it('end the wait, and all of it where one comes later', () => {
    send();
    expect(signals.waiting.aborted).toBe(true);
    now += 500;
    send();
    expect(end).toHaveBeenCalledExactlyOnceWith(129);
  });

  it('are one where two come at once, from a terminal and from what passes them on', () => {
    send();
    now += 499;
    send();
    expect(end).not.toHaveBeenCalled();
  });

  it('change no exit code once all is said', () => {
    signals.release();
    send();
    expect(end).toHaveBeenCalledExactlyOnceWith();
    expect(signals.waiting.aborted).toBe(false);
  });
});
