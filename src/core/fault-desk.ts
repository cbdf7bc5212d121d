import type { BusClient, Message } from './bus/bus.ts';
import { Payload } from './bus/payload.ts';
import type { HomeContext } from './device/context.ts';
import type { Device } from './device/device.ts';
import { type Fault, readFault } from './device/fault.ts';
import { faultProblem } from './device/fault-problem.ts';
import { type ActiveFault, DeviceFaults } from './device/faults.ts';
import { retainedError } from './device/request.ts';
import { MilletError, RpcError, rpcCodes } from './errors.ts';
import type { Cause } from './journal.ts';
import { didYouMean } from './nearest.ts';

/**
 * Breaks devices, and mends them, as messages on their `fault` topics say. Not the devices themselves: one that is
 * offline cannot hear that it is online again. What is wrong at present is kept on one topic for all of them.
 */
export class FaultDesk {
  readonly #home: HomeContext;
  readonly #devices: ReadonlyMap<string, Device>;
  #client!: BusClient;
  #isAllWell = true;

  constructor(home: HomeContext, devices: ReadonlyMap<string, Device>) {
    this.#home = home;
    this.#devices = devices;
  }

  start(): void {
    const { bus, topics } = this.#home;
    // Faults do not outlive the home that has them, however it ends.
    const will = { topic: topics.faults, payload: Payload.of({}), retain: true };
    this.#client = bus.connect('faults', { will });
    this.#client.subscribe(topics.fault('+'), (message) => this.#receive(message));
    this.#client.publish(topics.faults, Payload.of({}), { retain: true });
  }

  stop(): void {
    if (!this.#isAllWell) this.#client.publish(this.#home.topics.faults, Payload.of({}), { retain: true });
    this.#client.end();
  }

  #receive(message: Message): void {
    const id = this.#home.topics.first(message.topic);
    try {
      if (message.retained) throw retainedError(message.topic);
      this.#carryOut(id, message.payload.text, message.cause!);
      this.#publish(message.cause);
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      this.#refuse(id, error, message.cause);
    }
  }

  #carryOut(id: string, payload: string, cause: Cause): void {
    const device = this.#devices.get(id);
    if (!device) {
      const ids = [...this.#devices.keys()];
      const what = `No device called ${id.slice(0, 64)} is simulated here, so it can have no fault.`;
      throw new RpcError(rpcCodes.other, `${what}${didYouMean(id, ids)}`);
    }
    const fault = read(payload);
    if (fault.kind === 'none') {
      device.faults?.end(fault.of, cause);
      return;
    }
    const problem = faultProblem(id, device.model, fault);
    if (problem !== undefined) throw new RpcError(rpcCodes.badParams, problem);
    device.faults ??= new DeviceFaults(this.#home, device, (ended) => this.#publish(ended));
    device.faults.begin(fault, cause);
  }

  #refuse(device: string, { code, message }: RpcError, reason: Cause | undefined): void {
    const { journal, clock, topics } = this.#home;
    const cause = journal.append(clock.now, 'world', reason, { what: message, device, refused: 'fault' });
    this.#client.publish(topics.error(device), Payload.of({ code, message }), { cause });
  }

  /** `{"coffee_maker":[{"kind":"slow","delay":"2s","since":"..."}]}`: every device that has faults, with all it has. */
  #publish(cause: Cause | undefined): void {
    const { formatTime, topics } = this.#home;
    const shown = ({ fault, since, until }: ActiveFault): Fault & { since: string; until?: string } => {
      return {
        ...fault,
        since: formatTime(since),
        ...(until === undefined ? {} : { until: formatTime(until) }),
      };
    };
    const broken = [...this.#devices.values()].filter(({ faults }) => faults && faults.active.length > 0);
    this.#isAllWell = broken.length === 0;
    const all = broken.map(({ config, faults }) => [config.id, faults!.active.map(shown)] as const);
    this.#client.publish(topics.faults, Payload.of(Object.fromEntries(all)), { retain: true, cause });
  }
}

function read(payload: string): ReturnType<typeof readFault> {
  try {
    return readFault(payload);
  } catch (error) {
    if (error instanceof MilletError) throw new RpcError(rpcCodes.notARequest, error.message);
    throw error;
  }
}
