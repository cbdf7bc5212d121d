import type { Bus, BusClient } from '../core/bus/bus.ts';
import { Payload } from '../core/bus/payload.ts';
import type { LiveHome } from './live-home.ts';
import type { Speed } from './pacer.ts';

/** How the home's time stands, and how fast it passes. */
export interface Pace {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly speed: Speed;
  readonly paused: boolean;
}

/** How often the home's time is published while it passes, in milliseconds of real time. */
const publishEveryMs = 1_000;

/**
 * Publishes the home's time, retained, for whoever watches: once a second while it passes, and at each change of
 * pace. Nothing in the home reads it, and the journal does not know of it.
 */
export class ClockTopic {
  readonly #home: LiveHome;
  readonly #client: BusClient;
  readonly #told: (pace: Pace) => void;
  #last = '';
  #timer: NodeJS.Timeout | undefined;

  /** @param told called each time it publishes */
  constructor(home: LiveHome, bus: Bus, told: (pace: Pace) => void = () => {}) {
    this.#home = home;
    this.#told = told;
    this.#client = bus.connect('clock');
  }

  start(): void {
    this.publish();
    this.#timer = setInterval(() => this.publish(), publishEveryMs);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#client.end();
  }

  publish(): void {
    const { simulation, speed, paused, time } = this.#home;
    const payload = Payload.of({ time: simulation.formatTime(time), speed, paused });
    if (payload.text === this.#last) return;
    this.#last = payload.text;
    this.#told({ time, speed, paused });
    this.#client.publish(simulation.topics.clock, payload, { retain: true });
    this.#home.pump();
  }
}
