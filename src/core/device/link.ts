import type { Random } from '../random.ts';

export const linkNames = ['wifi', 'bluetooth', 'zigbee', 'ble_mesh'] as const;
export type LinkName = (typeof linkNames)[number];

/**
 * How long a command takes over each kind of link, in milliseconds: lowest and highest of what is usual in a home.
 * Orders of magnitude, for teaching: one hop of Wi-Fi; a Bluetooth LE connection interval or two; a few Zigbee hops
 * of 10 ms or so; a Bluetooth mesh, which floods messages with random pauses.
 */
const typicalLatencyMs: Readonly<Record<LinkName, readonly [number, number]>> = {
  wifi: [3, 15],
  bluetooth: [30, 100],
  zigbee: [15, 60],
  ble_mesh: [60, 250],
};

/** The link between the broker and a device: delays each message, and keeps their order. */
export class Link {
  #lastArrival = 0;
  readonly #range: readonly [number, number];
  readonly #random: Random;

  /** @param latencyMs a fixed latency instead of the link's typical one */
  constructor(name: LinkName, latencyMs: number | undefined, random: Random) {
    this.#range = latencyMs === undefined ? typicalLatencyMs[name] : [latencyMs, latencyMs];
    this.#random = random;
  }

  /** When a message sent at `now` arrives, `delayMs` later than usual: never before one that was sent earlier. */
  arrival(now: number, delayMs = 0): number {
    const [low, high] = this.#range;
    const latency = low === high ? low : this.#random.integer(low, high);
    this.#lastArrival = Math.max(this.#lastArrival, now + latency + delayMs);
    return this.#lastArrival;
  }
}
