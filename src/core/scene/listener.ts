import type { BusClient, Message } from '../bus/bus.ts';
import { Payload } from '../bus/payload.ts';
import type { HomeContext } from '../device/context.ts';
import { isRecord, unreadable } from '../device/request.ts';
import { showValue } from '../device/value.ts';
import { rpcCodes } from '../errors.ts';
import type { Cause, JournalKinds } from '../journal.ts';
import { reservedDeviceIds } from '../topics.ts';
import type { HomeView } from './view.ts';
import type { WatchIndex } from './watch-index.ts';

/**
 * Takes in what devices publish, and tells whoever watches it. Strangers publish there too, real devices among them:
 * what they say is written down here, and what cannot be read is answered on the device's `error` topic.
 */
export class Listener {
  readonly #home: HomeContext;
  readonly #client: BusClient;
  readonly #view: HomeView;
  readonly #watches: WatchIndex;

  constructor(home: HomeContext, client: BusClient, view: HomeView, watches: WatchIndex) {
    this.#home = home;
    this.#client = client;
    this.#view = view;
    this.#watches = watches;
  }

  start(): void {
    const { prefix } = this.#home.topics;
    const listen = (filter: string, hear: (device: string, message: Message) => void): void => {
      this.#client.subscribe(`${prefix}/${filter}`, (message) => {
        const device = this.#home.topics.first(message.topic);
        // A scene may be called `event`; its topics are not a device's.
        if (!reservedDeviceIds.includes(device)) hear(device, message);
      });
    };
    listen('+/state', (device, message) => this.#onState(device, message));
    listen('+/availability', (device, message) => this.#onAvailability(device, message));
    listen('+/event/+', (device, message) => this.#onEvent(device, message));
  }

  #onState(device: string, message: Message): void {
    const state = this.#read(device, 'state', message);
    if (!state) return;
    const names = this.#view.changes(device, state);
    if (names.length === 0) return;
    const props = (): Record<string, unknown> => Object.fromEntries(names.map((name) => [name, state[name]]));
    const cause = this.#heard('state', () => ({ device, props: props() }), message);
    this.#view.update(device, state, names, this.#home.clock.now, cause);
    this.#watches.propertiesChanged(device, names, cause);
  }

  #onAvailability(device: string, message: Message): void {
    const { isEmpty, text } = message.payload;
    if (isEmpty) return;
    if (text !== 'online' && text !== 'offline') {
      this.#report(
        device,
        rpcCodes.other,
        `availability is online or offline, got ${showValue(text)}`,
        message,
      );
      return;
    }
    if (this.#view.said(device) === text) return;
    const cause = this.#heard('availability', () => ({ device, value: text }), message);
    this.#view.updateAvailability(device, text, this.#home.clock.now, cause);
    this.#watches.availabilityChanged(device, cause);
  }

  #onEvent(device: string, message: Message): void {
    // A kept event happened once; handed over to each newcomer it would happen at every start.
    if (message.retained) return;
    const data = this.#read(device, 'event', message);
    if (!data) return;
    const event = message.topic.slice(message.topic.lastIndexOf('/') + 1);
    const cause = this.#heard('event', () => ({ device, event, data }), message);
    this.#watches.eventHappened(device, event, data, cause);
  }

  /** The JSON object of a message, or `undefined` when there is none, which the sender is told. */
  #read(device: string, what: string, message: Message): Record<string, unknown> | undefined {
    // A retained message was taken away: MQTT 3.1.1, section 3.3.1.3.
    if (message.payload.isEmpty) return undefined;
    let value: unknown;
    try {
      value = message.payload.json;
    } catch (error) {
      this.#report(device, rpcCodes.notJson, `the ${what} is ${unreadable(error)}`, message);
      return undefined;
    }
    if (isRecord(value)) return value;
    this.#report(device, rpcCodes.other, `the ${what} is a JSON object, got ${showValue(value)}`, message);
    return undefined;
  }

  /** Our own devices have written down what they publish; a stranger's message is followed by a line here. */
  #heard<Kind extends 'state' | 'availability' | 'event'>(
    kind: Kind,
    fields: () => JournalKinds[Kind],
    { cause }: Message,
  ): Cause | undefined {
    if (cause?.kind !== 'input') return cause;
    return this.#home.journal.append(this.#home.clock.now, kind, cause, fields());
  }

  #report(device: string, code: number, problem: string, { cause }: Message): void {
    const body = { code, message: `Scenes cannot use what ${device} published: ${problem}.` };
    this.#client.publish(this.#home.topics.error(device), Payload.of(body), { cause });
  }
}
