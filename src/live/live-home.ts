import type { Bus } from '../core/bus/bus.ts';
import type { Input } from '../core/journal.ts';
import type { Simulation } from '../core/simulation.ts';
import { Pacer, type Speed } from './pacer.ts';

/** A bus that may need real time to deliver. `settle` returns at once when there was nothing to wait for. */
export interface LiveBus extends Bus {
  settle(): void | Promise<void>;
  /** False while a connection is missing: the home stands still meanwhile. */
  readonly ready: boolean;
}

/** How many entries and inputs the loop does before it lets others in the process have their turn. */
const turnLength = 200;

/** Node's longest timer, in milliseconds. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Drives a simulation in step with real time: runs what is due, lets the bus settle after each entry and input,
 * and lets inputs enter between entries, at the home time at which they arrived.
 *
 * The order is that of a replay: before an input at time t, everything due by t has run.
 */
export class LiveHome {
  readonly simulation: Simulation;
  readonly #bus: LiveBus;
  readonly #pacer: Pacer;
  readonly #begun: boolean;
  readonly #inputs: { readonly at: number; readonly input: Input }[] = [];
  #state: 'new' | 'running' | 'stopped' = 'new';
  #settling: Promise<void> | undefined;
  #pumping = false;
  #held = false;
  #steps = 0;
  #jump: { readonly to: number; readonly done: () => void } | undefined;
  #timer: { readonly due: number; readonly handle: NodeJS.Timeout } | undefined;
  readonly #failed: (error: unknown) => void;

  /**
   * @param options.begun it has started before, and goes on
   * @param options.failed called when the home cannot go on; a mistake of ours
   */
  constructor(options: {
    simulation: Simulation;
    begun?: boolean;
    bus: LiveBus;
    speed: Speed;
    paused: boolean;
    failed: (error: unknown) => void;
  }) {
    this.simulation = options.simulation;
    this.#begun = options.begun ?? false;
    this.#bus = options.bus;
    this.#failed = options.failed;
    const { speed, paused } = options;
    this.#pacer = new Pacer({ wall: performance.now(), home: options.simulation.clock.now, speed, paused });
  }

  /** Lets everybody join the bus; resolves when all of it has arrived. Only then does time begin to pass. */
  async start(): Promise<void> {
    if (this.#state !== 'new') return;
    if (!this.#begun) this.simulation.start();
    await this.#bus.settle();
    if (this.#state !== 'new') return;
    this.#state = 'running';
    this.#pacer.rebase(performance.now(), this.simulation.clock.now);
    this.pump();
  }

  /** Lets time stand still, takes every client off the bus with its goodbye, and resolves when that is done. */
  async stop(): Promise<void> {
    const wasRunning = this.#state === 'running';
    this.#state = 'stopped';
    if (this.#timer) clearTimeout(this.#timer.handle);
    this.#timer = undefined;
    this.#jump?.done();
    // Without a broker nobody can be told, and waiting for it would never end.
    if (!wasRunning || !this.#bus.ready) return;
    await this.#settling;
    this.simulation.stop();
    await this.#bus.settle();
  }

  /** False while it stands still because the broker is away. */
  get whole(): boolean {
    return this.#bus.ready;
  }

  get running(): boolean {
    return this.#state === 'running';
  }

  get speed(): Speed {
    return this.#pacer.speed;
  }

  get paused(): boolean {
    return this.#pacer.paused;
  }

  /** The home's time at this moment, which may lie between two entries. */
  get time(): number {
    const { now, nextDue } = this.simulation.clock;
    if (this.#held) return now;
    const time = this.#pacer.timeOf(performance.now(), now);
    // What is due has not happened yet, so it is not later than that.
    return nextDue === undefined ? time : Math.max(now, Math.min(time, nextDue));
  }

  /** Lets something from outside enter now. */
  input(input: Input): void {
    const at =
      this.#jump || this.#held ? 0 : this.#pacer.timeOf(performance.now(), this.simulation.clock.now);
    this.#inputs.push({ at, input });
    this.pump();
  }

  setSpeed(speed: Speed): void {
    this.#pacer.setSpeed(performance.now(), this.simulation.clock.now, speed);
    this.#rearm();
  }

  setPaused(paused: boolean): void {
    this.#pacer.setPaused(performance.now(), this.simulation.clock.now, paused);
    this.#rearm();
  }

  /** Runs the next entry, whenever it is due, and stays there when paused. */
  step(): void {
    this.#steps++;
    this.pump();
  }

  /** Runs everything due up to `instant` as fast as possible and goes on from there. Not back: that is a replay. */
  jumpTo(instant: number): Promise<void> {
    this.#jump?.done();
    return new Promise((done) => {
      this.#jump = { to: instant, done };
      this.pump();
    });
  }

  /** Does whatever can be done now. Called by itself, by inputs, and when the bus is ready again. */
  pump(): void {
    if (this.#pumping || this.#settling || this.#state !== 'running') return;
    if (!this.#bus.ready) {
      this.#held = true;
      return;
    }
    if (this.#held) {
      this.#held = false;
      this.#pacer.rebase(performance.now(), this.simulation.clock.now);
    }
    this.#pumping = true;
    try {
      this.#work();
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#pumping = false;
    }
  }

  #work(): void {
    for (let done = 0; ; done++) {
      // Also before anything happens: others on the bus, like the clock's topic, publish between entries.
      const settling = this.#bus.settle();
      if (settling) {
        this.#settling = settling.then(
          () => {
            this.#settling = undefined;
            // Not at once: where all of it came by streams of this process, nobody else has had their turn yet.
            setImmediate(() => this.pump());
          },
          (error: unknown) => this.#failed(error),
        );
        return;
      }
      if (done === turnLength) {
        setImmediate(() => this.pump());
        return;
      }
      if (!this.#advance()) break;
    }
    this.#arm();
  }

  /** One entry or one input, in the order of a replay. Returns false when there is nothing to do now. */
  #advance(): boolean {
    const { clock } = this.simulation;
    const next = this.#inputs[0];
    const due = clock.nextDue;
    if (next) {
      const at = Math.max(next.at, clock.now);
      if (due !== undefined && due <= at) return clock.step();
      this.#inputs.shift();
      clock.advanceTo(at);
      this.simulation.input(next.input);
      return true;
    }
    if (this.#steps > 0) {
      this.#steps--;
      if (clock.step()) this.#pacer.rebase(performance.now(), clock.now);
      return due !== undefined;
    }
    if (this.#jump) return this.#jumpOn(this.#jump, due);
    if (due !== undefined && due <= this.#pacer.limit(performance.now())) return clock.step();
    return false;
  }

  #jumpOn(jump: { readonly to: number; readonly done: () => void }, due: number | undefined): boolean {
    const { clock } = this.simulation;
    if (due !== undefined && due <= jump.to) return clock.step();
    clock.advanceTo(jump.to);
    this.#pacer.rebase(performance.now(), clock.now);
    this.#jump = undefined;
    jump.done();
    return true;
  }

  #rearm(): void {
    if (this.#timer) clearTimeout(this.#timer.handle);
    this.#timer = undefined;
    this.pump();
  }

  /** Sets the one timer for the next entry, unless it is set already. */
  #arm(): void {
    const due = this.simulation.clock.nextDue;
    if (this.#timer?.due === due) return;
    if (this.#timer) clearTimeout(this.#timer.handle);
    this.#timer = undefined;
    if (due === undefined) return;
    const delay = this.#pacer.wallOf(due) - performance.now();
    if (delay === Number.POSITIVE_INFINITY) return;
    const handle = setTimeout(
      () => {
        this.#timer = undefined;
        this.pump();
      },
      Math.min(Math.max(Math.ceil(delay), 0), longestTimerMs),
    );
    this.#timer = { due, handle };
  }
}
