import { openSync, readSync } from 'node:fs';

/** How often it is looked whether others had their turn, in milliseconds. */
const stepMs = 2;

/**
 * Watches for how long others in this process have to wait for their turn. On a busy machine a process waits also for a
 * processor, which is nobody's fault here: of a wait counts at most what this thread has computed meanwhile.
 */
export class TurnWatch {
  readonly #computed = computedBy();
  #longest = 0;
  #last = performance.now();
  #lastComputed = this.#computed();
  readonly #timer = setInterval(() => this.#look(), stepMs);

  constructor() {
    this.#timer.unref();
  }

  /** The longest turn since this was last asked, in milliseconds. */
  take(): number {
    this.#look();
    const longest = this.#longest;
    this.#longest = 0;
    return longest;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const now = performance.now();
    const computed = this.#computed();
    this.#longest = Math.max(this.#longest, Math.min(now - this.#last, computed - this.#lastComputed));
    this.#last = now;
    this.#lastComputed = computed;
  }
}

/** Asks how long this thread has computed so far, in milliseconds; where the system does not tell that, the process. */
export function computedBy(): () => number {
  try {
    const file = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r');
    const text = Buffer.alloc(64);
    return () => Number.parseInt(text.toString('latin1', 0, readSync(file, text, 0, 64, 0)), 10) / 1e6;
  } catch {
    return () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1_000;
    };
  }
}
