import type { SimulatedHome } from './core/simulated-home.ts';
import { Simulation, type SimulationOptions } from './core/simulation.ts';
import { ClockTopic, type Pace } from './live/clock-topic.ts';
import { LiveHome } from './live/live-home.ts';
import type { Speed } from './live/pacer.ts';
import { MqttBus } from './mqtt/bus.ts';
import type { Dial } from './mqtt/connection.ts';

export interface SessionOptions extends SimulationOptions {
  /** The broker's address: our own embedded one, or any other. */
  readonly url: string;
  /** The way to our own embedded broker, where it is in this process; over the network it would be longer. */
  readonly dial?: Dial;
  /** 4 for the embedded broker, which speaks nothing newer; `auto` tries MQTT 5 first. */
  readonly protocol: 4 | 'auto';
  readonly speed: Speed;
  readonly paused: boolean;
  /**
   * A home that goes on from where it stands, as if it had never been off the broker: it is this one that runs, and
   * what these options say of another is not looked at.
   */
  readonly resumed?: SimulatedHome;
  /** Called each time before anything of ours leaves for the broker: what it follows from has to be kept by then. */
  readonly beforeSending?: () => void;
  /** How the time stands: once a second while it passes, at each change of pace, and at the stop. */
  readonly paced?: (pace: Pace) => void;
  /** Something to tell people about the broker: it is awaited, lost, or back. */
  readonly told: (sentence: string) => void;
  /** The home cannot go on: a mistake of ours. */
  readonly failed: (error: unknown) => void;
}

/**
 * A home that runs on a broker in real time: the composition root, where the MQTT bus, the simulation and its
 * driver are introduced to each other.
 */
export class Session {
  readonly home: LiveHome;
  readonly #bus: MqttBus;
  readonly #clockTopic: ClockTopic;
  readonly #paced: (pace: Pace) => void;

  constructor(options: SessionOptions) {
    const { resumed, beforeSending } = options;
    this.#bus = new MqttBus({
      ...(resumed ? { exchange: resumed.bus } : {}),
      ...(beforeSending ? { beforeSending } : {}),
      url: options.url,
      ...(options.dial ? { dial: options.dial } : {}),
      protocol: options.protocol,
      onForeign: ({ topic, payload, retained, responseTopic, correlation }) => {
        this.home.input({
          type: 'message',
          topic,
          payload,
          ...(retained ? { retained } : {}),
          ...(responseTopic === undefined ? {} : { responseTopic }),
          ...(correlation === undefined ? {} : { correlation }),
        });
      },
      onStatus: ({ text }) => {
        options.told(text);
        this.home.pump();
      },
    });
    const simulation = resumed?.simulation ?? new Simulation(this.#bus, options);
    const begun = resumed !== undefined;
    const { speed, paused, failed } = options;
    this.home = new LiveHome({ simulation, begun, bus: this.#bus, speed, paused, failed });
    this.#paced = options.paced ?? (() => {});
    this.#clockTopic = new ClockTopic(this.home, this.#bus, this.#paced);
  }

  /** Resolves when every device answers on the broker; waits for a broker that is not there yet. */
  async start(): Promise<void> {
    await this.#bus.start();
    await this.home.start();
    // Stopped while it waited for the broker.
    if (this.home.running) this.#clockTopic.start();
  }

  async stop(): Promise<void> {
    const { running, time, speed, paused } = this.home;
    this.#clockTopic.stop();
    await this.home.stop();
    await this.#bus.stop();
    if (running) this.#paced({ time, speed, paused });
  }

  /** Changes the pace, and says so on the clock's topic. */
  setSpeed(speed: Speed): void {
    this.home.setSpeed(speed);
    this.#clockTopic.publish();
  }

  setPaused(paused: boolean): void {
    this.home.setPaused(paused);
    this.#clockTopic.publish();
  }
}
