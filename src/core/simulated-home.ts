import { MemoryBus } from './bus/memory.ts';
import type { Input } from './journal.ts';
import { Simulation, type SimulationOptions } from './simulation.ts';

/** A home on the memory bus: time passes as fast as the machine can. */
export class SimulatedHome {
  readonly simulation: Simulation;
  /** For whoever listens in, such as a test. */
  readonly bus = new MemoryBus();

  constructor(options: SimulationOptions) {
    this.simulation = new Simulation(this.bus, options);
  }

  start(): void {
    this.simulation.start();
    this.bus.settle();
  }

  /** Steps the clock through everything that is due up to and including `instant`, unless `halted` says so before. */
  advanceTo(instant: number, halted?: () => boolean): void {
    const { clock } = this.simulation;
    for (let due = clock.nextDue; due !== undefined && due <= instant; due = clock.nextDue) {
      if (halted?.()) return;
      clock.step();
      this.bus.settle();
    }
    clock.advanceTo(instant);
  }

  /** Lets an input enter at `instant`, after everything that is due by then. */
  input(instant: number, input: Input): void {
    this.advanceTo(instant);
    this.simulation.input(input);
    this.bus.settle();
  }
}
