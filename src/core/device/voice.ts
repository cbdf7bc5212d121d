import type { BusClient, Message, PublishOptions } from '../bus/bus.ts';
import { Payload } from '../bus/payload.ts';
import { RpcError } from '../errors.ts';
import type { Cause } from '../journal.ts';
import type { DeviceConfig, HomeContext } from './context.ts';
import { describeDevice } from './info.ts';
import type { DeviceModel } from './model.ts';
import type { Radio } from './radio.ts';
import type { RequestId } from './request.ts';
import type { Value } from './value.ts';

type Values = Readonly<Record<string, Value>>;

const online = Payload.text('online');
const offline = Payload.text('offline');

/** What a device says on the bus. What tells of something that happened is written into the journal first. */
export class Voice {
  readonly #home: HomeContext;
  readonly #id: string;
  readonly #radio: Radio;
  /** What it says most goes there. Always the same text: a book that is kept by topics knows it at sight. */
  readonly #stateTopic: string;
  /** undefined while it is not connected: then nobody hears what it says. */
  #client: BusClient | undefined;

  constructor(home: HomeContext, id: string, radio: Radio) {
    this.#home = home;
    this.#id = id;
    this.#radio = radio;
    this.#stateTopic = home.topics.state(id);
  }

  get isConnected(): boolean {
    return this.#client !== undefined;
  }

  /** Joins the bus with a last will, and listens to the topics that the device is spoken to on. */
  join(hear: (message: Message) => void): void {
    const { bus, topics } = this.#home;
    const id = this.#id;
    const will = { topic: topics.availability(id), payload: offline, retain: true };
    this.#client = bus.connect(id, { will });
    for (const topic of [topics.rpc(id), topics.set(id), topics.get(id)]) this.#client.subscribe(topic, hear);
  }

  /** Says goodbye: a device that leaves on purpose publishes what its will would have said. */
  leave(): void {
    const topic = this.#home.topics.availability(this.#id);
    this.#client?.publish(topic, offline, { retain: true });
    this.#client?.end();
  }

  /** Is gone without a goodbye: the broker publishes its will, and what was under way is lost. */
  drop(cause: Cause | undefined): void {
    const { journal, clock } = this.#home;
    const fields = { device: this.#id, value: 'offline' } as const;
    this.#client?.drop(journal.append(clock.now, 'availability', cause, fields));
    this.#client = undefined;
    this.#radio.cut();
  }

  availability(value: 'online' | 'offline', cause: Cause | undefined): void {
    const topic = this.#home.topics.availability(this.#id);
    this.#say('availability', topic, value === 'online' ? online : offline, { retain: true, cause }, true);
  }

  info(config: DeviceConfig, model: DeviceModel, cause: Cause): void {
    const payload = Payload.of(describeDevice(config, model));
    this.#say('info', this.#home.topics.info(this.#id), payload, { retain: true, cause }, true);
  }

  /** Writes down what changed and publishes the whole state. Returns the line. */
  changed(props: Values, state: Values, cause: Cause | undefined): Cause {
    const { journal, clock } = this.#home;
    const line = journal.append(clock.now, 'state', cause, { device: this.#id, props });
    this.state(state, line);
    return line;
  }

  state(state: Values, cause: Cause | undefined): void {
    this.#say('state', this.#stateTopic, Payload.of(state), { retain: true, cause });
  }

  event(event: string, data: Values, cause: Cause | undefined): void {
    const { journal, clock, topics, formatTime } = this.#home;
    const line = journal.append(clock.now, 'event', cause, { device: this.#id, event, data });
    const payload = Payload.of({ event, time: formatTime(clock.now), ...data });
    this.#say(`event ${event}`, topics.event(this.#id, event), payload, { cause: line });
  }

  /** Answers a request: with the result, or with the error that `outcome` is. */
  reply(message: Message, id: RequestId | null, outcome: unknown, cause: Cause | undefined): void {
    const { journal, clock, topics } = this.#home;
    const answer = outcome instanceof RpcError ? { error: errorBody(outcome) } : { result: outcome };
    const line = journal.append(clock.now, 'reply', cause, { device: this.#id, id, ...answer });
    const topic = message.responseTopic ?? topics.reply(this.#id);
    const { correlation } = message;
    this.#say('reply', topic, Payload.of({ id, ...answer }), { cause: line, correlation });
  }

  error(error: RpcError, cause: Cause | undefined): void {
    this.#say('error', this.#home.topics.error(this.#id), Payload.of(errorBody(error)), { cause });
  }

  #say(name: string, topic: string, payload: Payload, options: PublishOptions, isSure = false): void {
    const client = this.#client;
    if (client) this.#radio.send(name, options.cause, () => client.publish(topic, payload, options), isSure);
    // Its state it tells when it is back.
    else if (name !== 'state') this.#radio.lose(name, options.cause);
  }
}

interface ErrorBody {
  code: number;
  message: string;
  data?: Readonly<Record<string, number>>;
}

function errorBody({ code, message, data }: RpcError): ErrorBody {
  return { code, message, ...(data ? { data } : {}) };
}
