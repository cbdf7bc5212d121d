import type { DeviceModel } from '../../core/device/model.ts';
import type { Value } from '../../core/device/value.ts';
import { Bench, type Command, type EmittedEvent, type Push } from './bench.ts';
import { opposite } from './opposite.ts';
import { isUndone } from './undoing.ts';

/** What a command did to a device, as it was seen. */
export interface Probe {
  /** It was accepted in at least one of the states that were tried. */
  readonly accepted: boolean;
  /** Each property that changed because of it, with the values it took, the last one last. */
  readonly writes: ReadonlyMap<string, readonly Value[]>;
  /** How long the device went on changing because of it, in ms. */
  readonly takesMs: number;
  /** What a second one does while the first is still at work; `same` when the first takes no time. */
  readonly whileBusy: 'same' | 'refused' | 'starts anew';
  /** What a second one does once the first has come to rest: nothing new, the same all over, or it is refused. */
  readonly again: 'same' | 'refused' | 'repeats';
  readonly events: readonly EmittedEvent[];
  readonly pushes: Push;
}

const watchedMs = 30 * 60_000;
/** A second command comes this soon: within the time that any device needs for work of its own. */
const soonMs = 1500;

/**
 * What commands do to devices, found out by trying: each on a device of that model alone in a room, from the state in
 * which the home begins and from the opposite one. No product has to declare what its actions do.
 */
export class Prober {
  readonly #known = new Map<string, Probe>();
  readonly #undone = new Map<string, boolean>();
  readonly #timezone: string;

  /** @param timezone any would do; the one that the scenes need anyway is known already */
  constructor(timezone: string) {
    this.#timezone = timezone;
  }

  probe(model: DeviceModel, initial: Readonly<Record<string, Value>>, command: Command): Probe {
    const key = JSON.stringify([model.model, initial, command]);
    let probe = this.#known.get(key);
    if (!probe) {
      probe = new Trials(model, initial, command, this.#timezone);
      this.#known.set(key, probe);
    }
    return probe;
  }

  /** Whether the last of these commands, sent one right after the other, leaves nothing of the first. */
  isUndone(
    model: DeviceModel,
    initial: Readonly<Record<string, Value>>,
    commands: readonly [Command, ...Command[]],
  ): boolean {
    const key = JSON.stringify([model.model, initial, commands]);
    let undone = this.#undone.get(key);
    if (undone === undefined) {
      undone = isUndone(model, initial, commands, this.#timezone);
      this.#undone.set(key, undone);
    }
    return undone;
  }
}

/** Both trials of a command as one. What takes a simulation of its own is found out only when somebody asks. */
class Trials implements Probe {
  readonly accepted: boolean;
  readonly writes: ReadonlyMap<string, readonly Value[]>;
  readonly takesMs: number;
  readonly events: readonly EmittedEvent[];
  readonly #accepted: readonly Trial[];
  readonly #best: Trial | undefined;

  constructor(
    model: DeviceModel,
    initial: Readonly<Record<string, Value>>,
    command: Command,
    timezone: string,
  ) {
    const first = new Trial(model, initial, command, timezone);
    const trials = showsAll(first, command)
      ? [first]
      : [first, new Trial(model, opposite(model, initial, command), command, timezone)];
    const writes = new Map<string, readonly Value[]>();
    for (const trial of trials) {
      for (const [prop, values] of trial.writes) {
        const before = writes.get(prop) ?? [];
        writes.set(prop, [...before.filter((value) => !values.includes(value)), ...values]);
      }
    }
    this.#accepted = trials.filter((trial) => trial.accepted);
    this.#best = this.#accepted.toSorted((one, other) => other.writes.size - one.writes.size)[0];
    this.accepted = this.#accepted.length > 0;
    this.writes = writes;
    this.takesMs = Math.max(0, ...this.#accepted.map((trial) => trial.takesMs));
    this.events = this.#accepted.flatMap((trial) => trial.events);
  }

  get whileBusy(): Probe['whileBusy'] {
    return this.#best?.whileBusy ?? 'same';
  }

  get again(): Probe['again'] {
    return this.#best?.again ?? 'same';
  }

  get pushes(): Push {
    return Object.assign({}, ...this.#accepted.map((trial) => trial.pushes)) as Push;
  }
}

/** Whether all that is set was seen to change: then another beginning shows nothing new. */
function showsAll({ accepted, writes }: Trial, { method, params }: Command): boolean {
  return accepted && method === 'set_prop' && Object.keys(params).every((name) => writes.has(name));
}

/** One device, one command, one beginning. */
class Trial {
  readonly accepted: boolean;
  readonly writes: ReadonlyMap<string, readonly Value[]>;
  readonly takesMs: number;
  readonly events: readonly EmittedEvent[];
  readonly #begin: (latitude?: number) => Bench;
  readonly #command: Command;
  readonly #acts: boolean;
  #whileBusy: Probe['again'] | undefined;
  #again: Probe['again'] | undefined;
  #pushes: Push | undefined;

  constructor(
    model: DeviceModel,
    given: Readonly<Record<string, Value>>,
    command: Command,
    timezone: string,
  ) {
    this.#acts = model.acts !== undefined;
    this.#begin = (latitude = 0) => new Bench(model, given, { latitude, longitude: 0, timezone });
    this.#command = command;
    const bench = this.#begin();
    this.accepted = bench.send(command, 1000);
    bench.advance(watchedMs);
    this.writes = bench.changesOf(1);
    this.takesMs = bench.lastChangeOf(1);
    this.events = bench.eventsOf(1);
  }

  get whileBusy(): Probe['whileBusy'] {
    this.#whileBusy ??= this.takesMs > soonMs ? this.#twice(soonMs) : 'same';
    return this.#whileBusy === 'repeats' ? 'starts anew' : this.#whileBusy;
  }

  get again(): Probe['again'] {
    this.#again ??= this.#twice(watchedMs);
    return this.#again;
  }

  get pushes(): Push {
    this.#pushes ??= this.#pushesOf();
    return this.#pushes;
  }

  /** What a second command does so many ms after the first. */
  #twice(laterMs: number): Probe['again'] {
    const bench = this.#begin();
    bench.send(this.#command, 1000);
    const accepted = bench.send(this.#command, 1000 + laterMs);
    bench.advance(laterMs + watchedMs);
    if (!accepted) return 'refused';
    return bench.changesOf(2).size > 0 ? 'repeats' : 'same';
  }

  #pushesOf(): Push {
    // What changes nothing of the device changes nothing that it does to its room.
    if (!this.#acts || this.writes.size === 0) return {};
    // What heats shows where it is cold, what cools where it is hot.
    const pushes = [0, 60].map((latitude) => {
      const bench = this.#begin(latitude);
      bench.send(this.#command, 1000);
      return bench.advance(watchedMs).pushesAgainst(this.#begin(latitude).advance(watchedMs));
    });
    return Object.assign({}, ...pushes) as Push;
  }
}
