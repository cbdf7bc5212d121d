import { parseDuration } from '../calendar/index.ts';
import type { ClockEntry } from '../clock.ts';
import type { Cause } from '../journal.ts';
import type { HomeContext } from './context.ts';
import type { Device } from './device.ts';
import { describeFault, type Fault, type FaultKind, lengthOf, nameFault } from './fault.ts';
import { batteryName } from './fault-problem.ts';
import type { Disturbance } from './radio.ts';
import type { Value } from './value.ts';

/** A fault that a device has at present. Instants are milliseconds since the epoch. */
export interface ActiveFault {
  readonly fault: Fault;
  readonly since: number;
  /** When it ends by itself; undefined: it does not. */
  readonly until: number | undefined;
}

interface Active extends ActiveFault {
  /** The line that says that it began. */
  readonly line: Cause;
  /** Of a battery: what was left of it before. */
  readonly before: Value | undefined;
  end?: ClockEntry;
  tick?: ClockEntry;
}

/** How often a sensor that drifts looks how far off it is. */
const driftTickMs = 60_000;
const hourMs = 3_600_000;

/**
 * What is wrong with one device, and what that does to it. Faults of different kinds go together, and so do sensors that
 * stick or drift; otherwise a fault takes the place of an earlier one of its kind.
 */
export class DeviceFaults {
  readonly #home: HomeContext;
  readonly #device: Device;
  readonly #ended: (cause: Cause) => void;
  readonly #active = new Map<string, Active>();

  /** @param ended called when a fault has ended by itself */
  constructor(home: HomeContext, device: Device, ended: (cause: Cause) => void) {
    this.#home = home;
    this.#device = device;
    this.#ended = ended;
  }

  /** Oldest first. */
  get active(): readonly ActiveFault[] {
    return [...this.#active.values()];
  }

  /** Begins a fault that this device can have. */
  begin(fault: Fault, cause: Cause): void {
    const { clock } = this.#home;
    const key = keyOf(fault);
    const replaced = this.#active.get(key);
    if (replaced) this.#forget(key, replaced);
    const lasts = fault.kind === 'reboot' || fault.for === undefined ? '' : `, for ${fault.for}`;
    const line = this.#tell(`is ${describeFault(fault)}${lasts}`, cause, { fault });
    const lengthMs = lengthOf(fault);
    const active: Active = {
      fault,
      since: clock.now,
      until: lengthMs === undefined ? undefined : clock.now + lengthMs,
      line,
      before:
        fault.kind === 'battery' ? (replaced?.before ?? this.#device.store.truth(batteryName)) : undefined,
    };
    this.#active.set(key, active);
    if (active.until !== undefined) {
      active.end = clock.schedule(active.until, () => this.#ended(this.#lift(key, active, line)));
    }
    this.#apply(active, line);
  }

  /** Ends all faults, or those of one kind. */
  end(kind: FaultKind | undefined, cause: Cause): void {
    for (const [key, active] of [...this.#active]) {
      if (kind === undefined || active.fault.kind === kind) this.#lift(key, active, cause);
    }
  }

  /** The battery may have run empty in the turn that `told` ended, or be charged again. */
  lookAtBattery(told: Cause | undefined): void {
    const battery = this.#active.get('battery');
    if (battery) this.#connectOrDrop(told ?? battery.line);
  }

  /** Readings that drift are as far off as they should be by now. Call it within a turn. */
  driftOn(): void {
    const { now } = this.#home.clock;
    for (const { fault, since } of this.#active.values()) {
      if (fault.kind !== 'drift') continue;
      this.#device.store.shift(fault.prop, (fault.per_hour * (now - since)) / hourMs);
    }
  }

  #apply(active: Active, line: Cause): void {
    const { fault } = active;
    const device = this.#device;
    switch (fault.kind) {
      case 'offline':
        this.#connectOrDrop(line);
        break;
      case 'slow':
      case 'lossy':
      case 'duplicated':
        this.#disturb();
        break;
      case 'stuck':
        this.#hold(line);
        break;
      case 'drift':
        this.#driftSoon(active);
        break;
      case 'battery':
        device.turn(line, () => device.store.force(batteryName, fault.level));
        this.#connectOrDrop(line);
        break;
      case 'jam':
        device.turn(line, () => device.model.jam?.(device.self, true));
        break;
      case 'reboot':
        this.#connectOrDrop(line);
        device.powerDown(line);
        break;
    }
  }

  /** Ends a fault, and returns the line that says so. */
  #lift(key: string, active: Active, cause: Cause): Cause {
    const { fault } = active;
    const device = this.#device;
    this.#forget(key, active);
    const line = this.#tell(`is no longer ${nameFault(fault)}`, cause, { fault, over: true });
    switch (fault.kind) {
      case 'offline':
        this.#connectOrDrop(line);
        break;
      case 'slow':
      case 'lossy':
      case 'duplicated':
        this.#disturb();
        break;
      case 'stuck':
        this.#hold(line);
        break;
      case 'drift':
        device.turn(line, () => device.store.shift(fault.prop, 0));
        break;
      case 'battery': {
        // As if it had been charged, or replaced; but it may have been charged meanwhile.
        const left = Math.max(Number(active.before), Number(device.store.truth(batteryName)));
        device.turn(line, () => device.store.force(batteryName, left));
        this.#connectOrDrop(line);
        break;
      }
      case 'jam':
        device.turn(line, () => device.model.jam?.(device.self, false));
        break;
      case 'reboot':
        this.#connectOrDrop(line);
        device.powerUp(line);
        if (this.#active.has('jam')) device.turn(line, () => device.model.jam?.(device.self, true));
        break;
    }
    return line;
  }

  #forget(key: string, { end, tick }: Active): void {
    this.#active.delete(key);
    if (end) this.#home.clock.cancel(end);
    if (tick) this.#home.clock.cancel(tick);
  }

  /** It is on the network unless something keeps it away. */
  #connectOrDrop(cause: Cause): void {
    const device = this.#device;
    const isEmpty = this.#active.has('battery') && device.store.truth(batteryName) === 0;
    const isAway = isEmpty || this.#active.has('offline') || this.#active.has('reboot');
    if (isAway && device.isConnected) device.drop(cause);
    else if (!isAway && !device.isConnected) device.reconnect(cause);
  }

  #disturb(): void {
    const faults = [...this.#active.values()].map(({ fault }) => fault);
    this.#device.radio.disturbance = disturbanceOf(faults);
  }

  /** Exactly those readings stick of which a fault says so. */
  #hold(cause: Cause): void {
    const { store, model, self } = this.#device;
    const stuck = [...this.#active.values()].map(({ fault }) => fault).filter(({ kind }) => kind === 'stuck');
    const isStuck = (name: string) =>
      stuck.some((fault) => ('prop' in fault && fault.prop !== undefined ? fault.prop === name : true));
    const readings = Object.keys(model.properties).filter((name) => model.properties[name]!.reading);
    this.#device.turn(cause, () => {
      const freed = new Set<string>();
      for (const name of readings) {
        if (!isStuck(name)) {
          if (store.free(name) && !store.isPinned(name)) freed.add(name);
        } else if (!store.isHeld(name)) store.hold(name);
      }
      if (freed.size > 0) model.released?.(self, freed);
    });
  }

  #driftSoon(active: Active): void {
    const { clock } = this.#home;
    active.tick = clock.schedule(clock.now + driftTickMs, () => {
      this.#device.turn(active.line, () => this.driftOn());
      this.#driftSoon(active);
    });
  }

  #tell(what: string, cause: Cause, details: Readonly<Record<string, unknown>>): Cause {
    const { journal, clock } = this.#home;
    const { id } = this.#device.config;
    return journal.append(clock.now, 'world', cause, { what: `${id} ${what}`, device: id, ...details });
  }
}

/** What faults do to the way between a device and the broker. */
function disturbanceOf(faults: readonly Fault[]): Disturbance | undefined {
  const disturbance = { delayMs: 0, loss: 0, doubling: 0 };
  let isDisturbed = false;
  for (const fault of faults) {
    if (fault.kind === 'slow') disturbance.delayMs = parseDuration(fault.delay);
    else if (fault.kind === 'lossy') disturbance.loss = fault.share;
    else if (fault.kind === 'duplicated') disturbance.doubling = fault.share ?? 1;
    else continue;
    isDisturbed = true;
  }
  return isDisturbed ? disturbance : undefined;
}

/** Faults with the same key take each other's place. */
function keyOf(fault: Fault): string {
  const isOfReading = fault.kind === 'stuck' || fault.kind === 'drift';
  return isOfReading && fault.prop !== undefined ? `${fault.kind} ${fault.prop}` : fault.kind;
}
