import type { BusClient, Message } from '../bus/bus.ts';
import { Payload } from '../bus/payload.ts';
import { parseDuration } from '../calendar/index.ts';
import type { HomeContext } from '../device/device.ts';
import { isRecord } from '../device/request.ts';
import type { Cause, ConditionReport, Outcome, Trail } from '../journal.ts';
import { didYouMean } from '../nearest.ts';
import { Caller } from './caller.ts';
import { plain } from './comparison.ts';
import { type ConditionContext, firstObstacle, judge } from './condition.ts';
import { Run, type RunHost } from './run.ts';
import { SceneRuntime } from './runtime.ts';
import type { Condition, Scene } from './schema.ts';
import type { Answer } from './steps.ts';
import { HomeView } from './view.ts';
import { WatchIndex } from './watch-index.ts';

/**
 * How many scene runs a chain of causes may have. Chains in a real home have two or three; a scene that fires
 * itself would go on for ever.
 */
export const maxChain = 16;

export interface EngineOptions {
  readonly timezone: string;
  /** The devices that take messages for people: those with an action `notify`. */
  readonly notifyTargets: readonly string[];
}

/** The scene engine: watches the bus and the clock, judges conditions, and performs runs. */
export class Engine implements RunHost {
  readonly home: HomeContext;
  readonly view = new HomeView();
  readonly #options: EngineOptions;
  readonly #scenes = new Map<string, SceneRuntime>();
  readonly #watches: WatchIndex;
  readonly #durations = new Map<string, number>();
  #client!: BusClient;
  #caller!: Caller;
  #runs = 0;
  readonly #homeStart: number;

  constructor(home: HomeContext, options: EngineOptions) {
    this.home = home;
    this.#options = options;
    this.#watches = new WatchIndex(this.view);
    this.#homeStart = home.clock.now;
  }

  /** Joins the bus and begins to watch for `scenes`. */
  start(scenes: Iterable<readonly [string, Scene]>): void {
    const { bus, topics, clock } = this.home;
    this.#client = bus.connect('engine');
    this.#caller = new Caller(this.home, this.#client);
    this.#client.subscribe(`${topics.prefix}/+/state`, (message) => this.#onState(message));
    this.#client.subscribe(`${topics.prefix}/+/availability`, (message) => this.#onAvailability(message));
    this.#client.subscribe(`${topics.prefix}/+/event/+`, (message) => this.#onEvent(message));
    this.#client.subscribe(topics.run('+'), (message) => this.#onRunRequest(message));
    for (const [id, scene] of scenes) this.#load(id, scene, this.#homeStart - 1);
    // The devices' first states arrive in this instant; what fires at the start must see them.
    clock.schedule(clock.now, () => {
      for (const runtime of this.#scenes.values()) runtime.homeStarted();
    });
  }

  stop(): void {
    this.#client.end();
  }

  /** Puts a scene in the place of the one with its id, or takes that away. Runs of the old one end. */
  setScene(id: string, scene: Scene | undefined, cause: Cause): void {
    const old = this.#scenes.get(id);
    if (old) {
      this.#watches.remove(old);
      this.#scenes.delete(id);
      old.dispose(scene ? 'its file was changed' : 'its file was removed', cause);
    }
    if (scene) this.#load(id, scene, this.home.clock.now);
  }

  scene(id: string): Scene | undefined {
    return this.#scenes.get(id)?.scene;
  }

  #load(id: string, scene: Scene, after: number): void {
    const runtime = new SceneRuntime(this, id, scene, this.#options.timezone, this.#homeStart);
    this.#scenes.set(id, runtime);
    this.#watches.add(runtime);
    runtime.startSchedules(after);
  }

  #onState(message: Message): void {
    const device = this.#deviceOf(message.topic);
    let state: unknown;
    try {
      state = message.payload.json;
    } catch {
      state = undefined;
    }
    if (!isRecord(state)) {
      this.#reportBad(
        device,
        'its state is not a JSON object; scenes go on with the last good one',
        message.cause,
      );
      return;
    }
    const { now } = this.home.clock;
    this.#journalStranger(message.cause, (cause) => {
      return this.home.journal.append(now, 'state', cause, {
        device,
        props: state as Record<string, unknown>,
      });
    });
    const changed = this.view.updateState(device, state, now, message.cause);
    if (changed.length > 0) this.#watches.propertiesChanged(device, changed, message.cause);
  }

  #onAvailability(message: Message): void {
    const device = this.#deviceOf(message.topic);
    const { text } = message.payload;
    if (text !== 'online' && text !== 'offline') {
      this.#reportBad(device, 'its availability is neither online nor offline', message.cause);
      return;
    }
    const { now } = this.home.clock;
    this.#journalStranger(message.cause, (cause) => {
      return this.home.journal.append(now, 'availability', cause, { device, value: text });
    });
    if (this.view.updateAvailability(device, text, now, message.cause)) {
      this.#watches.availabilityChanged(device, text, message.cause);
    }
  }

  #onEvent(message: Message): void {
    const levels = this.home.topics.levels(message.topic)!;
    const [device, , event] = levels as [string, string, string];
    let data: unknown;
    try {
      data = message.payload.json;
    } catch {
      data = undefined;
    }
    const values = isRecord(data) ? data : {};
    this.#journalStranger(message.cause, (cause) => {
      return this.home.journal.append(this.home.clock.now, 'event', cause, { device, event, data: values });
    });
    this.#watches.eventHappened(device, event, values, message.cause);
  }

  #onRunRequest(message: Message): void {
    const id = this.home.topics.levels(message.topic)![1]!;
    if (message.retained) return;
    const runtime = this.#scenes.get(id);
    if (runtime) {
      this.fire(runtime, null, 'asked for', message.cause);
      return;
    }
    const names = [...this.#scenes.keys()];
    const reason = `there is no scene ${plain(id)}; there are ${names.join(', ')}.${didYouMean(id, names)}`;
    const trace = { scene: id, outcome: 'failed', reason, conditions: [], steps: [] };
    this.#client.publish(this.home.topics.trace(id), Payload.of(trace), { cause: message.cause });
  }

  #deviceOf(topic: string): string {
    return this.home.topics.levels(topic)![0]!;
  }

  /** Our own devices have written down what they publish; what a stranger publishes is written down here. */
  #journalStranger(cause: Cause | undefined, append: (cause: Cause | undefined) => Cause): void {
    if (cause?.kind === 'input') append(cause);
  }

  #reportBad(device: string, what: string, cause: Cause | undefined): void {
    const body = { code: -32700, message: `${device}: ${what}.` };
    this.#client.publish(this.home.topics.error(device), Payload.of(body), { cause });
  }

  /** Begins a run, if the conditions hold and the scene's mode allows. */
  fire(
    runtime: SceneRuntime,
    trigger: number | null,
    reason: string,
    cause: Cause | undefined,
    onEnd?: (outcome: Outcome, reason: string, cause: Cause) => void,
  ): Run | undefined {
    const { id, scene } = runtime;
    const { journal, clock } = this.home;
    const number = ++this.#runs;
    const trail: Trail = {
      scene: id,
      reason,
      length: (cause?.trail?.length ?? 0) + 1,
      before: cause?.trail,
    };
    const begun = journal.append(clock.now, 'run', cause, { scene: id, run: number, trigger, reason }, trail);
    const conditions = (scene.conditions ?? []).map((condition) => this.judge(condition));
    const obstacle = firstObstacle(conditions);
    const refusal = obstacle && `because ${obstacle}`;
    const steps = refusal === undefined ? scene.actions : (scene.otherwise ?? []);
    const run = new Run(this, { scene: id, number, cause: begun, steps, conditions, refusal, onEnd });
    if (trail.length > maxChain) {
      this.ended(
        run,
        'failed',
        `it fires itself in a circle; stopped after ${maxChain} runs: ${describeTrail(trail)}`,
      );
    } else if (refusal !== undefined && steps.length === 0) {
      this.ended(run, 'refused', refusal);
    } else {
      runtime.admit(run);
    }
    return run;
  }

  judge(condition: Condition): ConditionReport {
    return judge(condition, this.#conditionContext);
  }

  holds(condition: Condition): boolean {
    return this.judge(condition).holds === true;
  }

  durationMs(text: string): number {
    let ms = this.#durations.get(text);
    if (ms === undefined) {
      ms = parseDuration(text);
      this.#durations.set(text, ms);
    }
    return ms;
  }

  notifyTargets(): readonly string[] {
    return this.#options.notifyTargets;
  }

  call(
    device: string,
    method: string,
    params: unknown,
    cause: Cause,
    done: (answer: Answer, cause: Cause) => void,
  ): () => void {
    if (this.view.availability(device) === 'offline') {
      done({ ok: false, message: `${device} is offline` }, cause);
      return () => {};
    }
    return this.#caller.call(device, method, params, cause, done);
  }

  runScene(id: string, cause: Cause, by: string, done: (answer: Answer, cause: Cause) => void): () => void {
    const runtime = this.#scenes.get(id);
    if (!runtime) {
      done({ ok: false, message: `there is no scene ${id}` }, cause);
      return () => {};
    }
    let waiting = true;
    this.fire(runtime, null, `run by ${by}`, cause, (outcome, reason, ended) => {
      if (waiting) done({ ok: outcome !== 'failed', message: `${outcome}: ${reason}` }, ended);
    });
    return () => {
      waiting = false;
    };
  }

  ended(run: Run, outcome: Outcome, reason: string): void {
    const { journal, clock, topics, formatTime } = this.home;
    const { scene, number, conditions, steps } = run;
    const fields = { scene, run: number, outcome, reason, conditions, steps };
    const cause = journal.append(clock.now, 'run_end', run.latest, fields);
    const trace = {
      ...fields,
      started: formatTime(run.startedAt),
      ended: formatTime(clock.now),
      cause: { seq: run.cause.seq, reason: run.cause.trail?.reason },
    };
    this.#client.publish(topics.trace(scene), Payload.of(trace), { cause });
    this.#scenes.get(scene)?.ended(run);
    run.onEnd?.(outcome, reason, cause);
  }

  readonly #conditionContext: ConditionContext = this.#createConditionContext();

  #createConditionContext(): ConditionContext {
    const engine = this;
    return {
      get view() {
        return engine.view;
      },
      get now() {
        return engine.home.clock.now;
      },
      get timezone() {
        return engine.#options.timezone;
      },
      formatTime: (instant) => engine.home.formatTime(instant),
      matchedSince: (condition) => engine.#watches.matchedSince(condition),
      durationMs: (text) => engine.durationMs(text),
    };
  }
}

/** A chain of runs, first to last: `a (asked for) -> b (lamp.power became on) -> a (...)`. */
function describeTrail(trail: Trail): string {
  const links: string[] = [];
  for (let link: Trail | undefined = trail; link; link = link.before)
    links.push(`${link.scene} (${link.reason})`);
  return links.reverse().join(' -> ');
}
