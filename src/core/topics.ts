/** What all topics of a home begin with, unless it is told otherwise. */
export const defaultPrefix = 'millet';

/** The topics of the contract, under one prefix. */
export class Topics {
  readonly prefix: string;

  constructor(prefix: string) {
    this.prefix = prefix;
  }

  availability(device: string): string {
    return this.#of(device, 'availability');
  }
  state(device: string): string {
    return this.#of(device, 'state');
  }
  info(device: string): string {
    return this.#of(device, 'info');
  }
  rpc(device: string): string {
    return this.#of(device, 'rpc');
  }
  reply(device: string): string {
    return this.#of(device, 'rpc/reply');
  }
  set(device: string): string {
    return this.#of(device, 'set');
  }
  get(device: string): string {
    return this.#of(device, 'get');
  }
  event(device: string, event: string): string {
    return this.#of(device, 'event', event);
  }
  error(device: string): string {
    return this.#of(device, 'error');
  }
  /** What breaks a device, or mends it. */
  fault(device: string): string {
    return this.#of(device, 'fault');
  }
  run(scene: string): string {
    return this.#of('scenes', scene, 'run');
  }
  trace(scene: string): string {
    return this.#of('scenes', scene, 'trace');
  }
  get clock(): string {
    return `${this.prefix}/clock`;
  }
  /** What is wrong in the home at present. */
  get faults(): string {
    return `${this.prefix}/faults`;
  }

  /** Joined, and not as a template: text that is kept and looked up by should be one piece, not a tree of its parts. */
  #of(...levels: string[]): string {
    return [this.prefix, ...levels].join('/');
  }

  /** The first level of a topic below the prefix, which is one of ours: a device's id, or a name that stands beside them. */
  first(topic: string): string {
    const begin = this.prefix.length + 1;
    const end = topic.indexOf('/', begin);
    return end < 0 ? topic.slice(begin) : topic.slice(begin, end);
  }

  /** The levels of a topic below the prefix, or `undefined` when it is not one of ours. */
  levels(topic: string): string[] | undefined {
    return topic.startsWith(`${this.prefix}/`) ? topic.slice(this.prefix.length + 1).split('/') : undefined;
  }
}

/** What ids of devices and scenes look like. MQTT would misread `+`, `#` and `/`. */
export const idPattern = /^[a-z][a-z0-9_-]{0,63}$/;

/** Names that stand beside the devices' in the topics. */
export const reservedDeviceIds: readonly string[] = ['scenes', 'clock', 'faults'];
