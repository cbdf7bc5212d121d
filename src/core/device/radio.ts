import type { Message } from '../bus/bus.ts';
import type { Cause } from '../journal.ts';
import { createRandom, type Random } from '../random.ts';
import type { DeviceConfig, HomeContext } from './context.ts';
import { Link } from './link.ts';

/** What is wrong with the way between a device and the broker, in both directions. */
export interface Disturbance {
  /** How much longer each message takes. */
  readonly delayMs: number;
  /** How many messages get lost, and how many come twice: from 0 to 1. */
  readonly loss: number;
  readonly doubling: number;
}

/** The way between a device and the broker: what goes over it takes time, and may be disturbed. */
export class Radio {
  disturbance: Disturbance | undefined;
  readonly #home: HomeContext;
  readonly #config: DeviceConfig;
  /** Made when the first message comes: to most sensors none ever does. */
  #link: Link | undefined;
  #chance: Random | undefined;
  /** When the last message that was held up gets out. */
  #lastDeparture = 0;
  /** Counts the connections: what was under way when one ended does not come through the next. */
  #connection = 0;

  constructor(home: HomeContext, config: DeviceConfig) {
    this.#home = home;
    this.#config = config;
  }

  /** A message for the device sets out; `hear` is called when it has come, or at once where that takes no time. */
  receive(message: Message, hear: (message: Message) => void): void {
    const { clock, seed } = this.#home;
    const { id, link, latencyMs } = this.#config;
    this.#link ??= new Link(link, latencyMs, createRandom(seed, `link ${id}`));
    const what = (): string =>
      `to ${this.#config.id} got lost: ${message.topic.slice(message.topic.lastIndexOf('/') + 1)}`;
    const copies = this.#copies(what, message.cause);
    for (let copy = 0; copy < copies; copy++) {
      const due = this.#link.arrival(clock.now, this.disturbance?.delayMs);
      if (due <= clock.now) hear(message);
      else this.#later(due, () => hear(message), what, message.cause);
    }
  }

  /**
   * Something that the device says sets out; `publish` is called when it gets to the broker. `isSure`: it belongs to
   * connecting, which a device does until it succeeds, so that it comes, and comes once.
   */
  send(name: string, cause: Cause | undefined, publish: () => void, isSure = false): void {
    const { clock } = this.#home;
    if (!this.disturbance && this.#lastDeparture <= clock.now) {
      publish();
      return;
    }
    const what = (): string => `from ${this.#config.id} got lost: ${name}`;
    const copies = isSure ? 1 : this.#copies(what, cause);
    for (let copy = 0; copy < copies; copy++) {
      const due = Math.max(this.#lastDeparture, clock.now + (this.disturbance?.delayMs ?? 0));
      this.#lastDeparture = due;
      if (due <= clock.now) publish();
      else this.#later(due, publish, what, cause);
    }
  }

  /** The connection is gone, and what was under way with it. */
  cut(): void {
    this.#connection++;
    this.#lastDeparture = 0;
  }

  /** Something that the device says reaches nobody. */
  lose(name: string, cause: Cause | undefined): void {
    this.#tell(`from ${this.#config.id} got lost: ${name}`, cause);
  }

  /** How many copies of a message come through; what gets lost is written down. */
  #copies(what: () => string, cause: Cause | undefined): number {
    if (!this.disturbance) return 1;
    const { loss, doubling } = this.disturbance;
    this.#chance ??= createRandom(this.#home.seed, `faults ${this.#config.id}`);
    let copies = this.#chance.next() < doubling ? 2 : 1;
    for (let copy = copies; copy > 0; copy--) if (this.#chance.next() < loss) copies--;
    if (copies === 0) this.#tell(what(), cause);
    return copies;
  }

  #later(due: number, run: () => void, what: () => string, cause: Cause | undefined): void {
    const connection = this.#connection;
    this.#home.clock.schedule(due, () => {
      if (connection === this.#connection) run();
      else this.#tell(what(), cause);
    });
  }

  #tell(what: string, cause: Cause | undefined): void {
    const { journal, clock } = this.#home;
    journal.append(clock.now, 'world', cause, { what: `a message ${what}`, device: this.#config.id });
  }
}
