import type { BusClient, Message } from '../bus/bus.ts';
import { Payload } from '../bus/payload.ts';
import { filterProblem, isUnder, topicProblem } from '../bus/topic.ts';
import { type Place, parseDuration } from '../calendar/index.ts';
import type { HomeContext } from '../device/context.ts';
import type { Cause, ConditionReport, Outcome } from '../journal.ts';
import { didYouMean } from '../nearest.ts';
import { idPattern } from '../topics.ts';
import { Agenda } from './agenda.ts';
import { Caller } from './caller.ts';
import { bindCode } from './code.ts';
import { plain } from './comparison.ts';
import { judge, readsIn } from './condition.ts';
import { fillStep, type SpecOf } from './fill.ts';
import { HeldWatch, heldConditions } from './held.ts';
import { Judge, type Verdict } from './judge.ts';
import { Listener } from './listener.ts';
import { Messages } from './messages.ts';
import { readValues } from './open-values.ts';
import { type Awaiter, Run, type RunHost, type RunOptions, type Waiting } from './run.ts';
import { type SceneHost, SceneRuntime } from './runtime.ts';
import type { Whereabouts } from './schedule.ts';
import type { Condition, PublishStep, Scene, Step } from './schema.ts';
import type { Done } from './strand.ts';
import { extendTrail, joinChain } from './trail.ts';
import { HomeView } from './view.ts';
import { awaitCondition, nextLook } from './wait.ts';
import { WatchIndex } from './watch-index.ts';
import type { Answer, Call, Filled } from './wish.ts';
import { describeSent, describeStep } from './words.ts';

export interface EngineOptions {
  readonly timezone: string;
  readonly place: Place;
  /** The devices that take messages for people: those with an action `notify`. */
  readonly notifyTargets: readonly string[];
  /** What properties and parameters take, as far as that is known. */
  readonly specOf: SpecOf;
}

/** Why a run begins, and who waits for its end. */
interface Beginning extends Pick<RunOptions, 'caller' | 'onEnd'> {
  readonly trigger: number | null;
  readonly reason: string;
  readonly cause: Cause | undefined;
}

/** More than any scene has triggers. */
const afterTriggers = 1_000_000;

/** Stands where a scene's id does; no id looks like it. */
const unused = '';

/** How many scenes an answer names. */
const mostNames = 20;

/** The scene engine: watches the bus and the clock, judges conditions, and performs runs. */
export class Engine implements SceneHost, RunHost {
  readonly home: HomeContext;
  readonly view = new HomeView();
  readonly agenda: Agenda;
  readonly whereabouts: Whereabouts;
  readonly #notifyTargets: readonly string[];
  readonly #specOf: SpecOf;
  readonly #scenes = new Map<string, SceneRuntime>();
  readonly #watches = new WatchIndex(this.view);
  readonly #judge: Judge;
  #client!: BusClient;
  #asked!: BusClient;
  #caller!: Caller;
  #messages!: Messages;
  #runs = 0;

  constructor(home: HomeContext, { timezone, place, notifyTargets, specOf }: EngineOptions) {
    this.home = home;
    this.agenda = new Agenda(home.clock);
    this.whereabouts = { timezone, place, homeStart: home.clock.now };
    this.#notifyTargets = notifyTargets;
    this.#specOf = specOf;
    this.#judge = new Judge(home, this.view, this.#watches, this.whereabouts, (scene) => {
      return this.#scenes.get(scene)?.runs.activity;
    });
  }

  /** Joins the bus and begins to watch for `scenes`. */
  start(scenes: Iterable<readonly [string, Scene]>): void {
    this.#client = this.home.bus.connect('engine');
    this.#caller = new Caller(this.home, this.#client);
    this.#messages = new Messages(this.#client);
    new Listener(this.home, this.#client, this.view, this.#watches).start();
    // A client of its own: in one client this filter would overlap `+/event/+`, and on the wire the filter that covers
    // both would bring the engine every reply that a device gives to anybody.
    this.#asked = this.home.bus.connect('scenes');
    this.#asked.subscribe(this.home.topics.run('+'), (message) => this.#onRunRequest(message));
    // What is due at the very first instant is due: it is after the one before.
    for (const [id, scene] of scenes) this.#load(id, scene, this.whereabouts.homeStart - 1);
  }

  stop(): void {
    this.#client.end();
    this.#asked.end();
  }

  /** Puts a scene in the place of the one with its id, or takes that away. What the old one does and awaits ends. */
  setScene(id: string, scene: Scene | undefined, cause: Cause): void {
    const old = this.#scenes.get(id);
    if (old) this.#watches.remove(id, old.watches);
    this.#scenes.delete(id);
    if (scene) this.#load(id, scene, this.home.clock.now);
    else this.#messages.set(id, []);
    // Last, because another scene that waited for a run of the old one goes on at once, and must find the new one.
    old?.dispose(scene ? 'its file was changed' : 'its file was removed', cause);
  }

  scene(id: string): Scene | undefined {
    return this.#scenes.get(id)?.scene;
  }

  fire(runtime: SceneRuntime, trigger: number, reason: string, cause: Cause): void {
    this.#begin(runtime, { trigger, reason, cause });
  }

  /** How the conditions of a scene stand now, also of one that is not in use. Nothing is run. */
  verdict(scene: Scene): Verdict {
    bindCode(scene);
    // Nobody has measured its waits yet: since when they last, its values tell.
    const waits = heldConditions(scene).filter((condition) => !this.#watches.held(condition));
    const measures = waits.map((condition) => new HeldWatch(condition, parseDuration(condition.for!)));
    this.#watches.add(unused, measures);
    const verdict = this.#judge.verdict(scene.conditions ?? []);
    this.#watches.remove(unused, measures);
    return verdict;
  }

  judge(condition: Condition): ConditionReport {
    return judge(condition, this.#judge);
  }

  obstacle(condition: Condition): string {
    return this.#judge.obstacle(condition);
  }

  fill<Sent extends Step>(step: Sent): Filled<Sent> {
    const { look, problem, read } = readValues(step, this.#judge);
    if (!look) return { step: undefined, problem: problem!, does: describeStep(step), read };
    const filled = fillStep(step, look, this.#specOf);
    return { step: filled, does: describeSent(step, filled), read };
  }

  notifyTargets(): readonly string[] {
    return this.#notifyTargets;
  }

  call(device: string, call: Call, cause: Cause, done: Done): () => void {
    // Any other name could reach topics that are not a device's, or none.
    const known = idPattern.test(device);
    if (known && this.view.availability(device) !== 'offline') {
      return this.#caller.call(device, call, cause, done);
    }
    const message = known ? `${device} is offline` : `there is no device ${plain(device)}`;
    done({ ok: false, message }, cause);
    return () => {};
  }

  runScene(id: string, caller: Awaiter, cause: Cause, done: Done): () => void {
    const runtime = this.#scenes.get(id);
    if (!runtime) {
      done({ ok: false, message: `there is no scene ${id}` }, cause);
      return () => {};
    }
    let waiting = true;
    const reason = `run by ${caller.run.options.scene}`;
    const onEnd: RunOptions['onEnd'] = (outcome, why, ended) => {
      if (waiting) done({ ok: outcome !== 'failed', message: `${outcome}: ${why}` }, ended);
    };
    this.#begin(runtime, { trigger: null, reason, cause, caller, onEnd });
    return () => {
      waiting = false;
    };
  }

  awaitCondition(condition: Condition, { options: { scene, number } }: Run, waiting: Waiting): () => void {
    const judge = this.#judge;
    const host = {
      now: () => this.home.clock.now,
      holds: (one: Condition) => judge.holds(one),
      nextLook: (one: Condition) => nextLook(one, judge),
      watch: (one: Condition, look: (cause: Cause | undefined) => void) =>
        this.#watches.watchCondition(scene, one, (part) => readsIn(this.judge(part)), look),
      // After the triggers of its scene, in the order of the runs.
      plan: (due: number, run: () => void) => this.agenda.plan(due, scene, afterTriggers + number, run),
    };
    return awaitCondition(condition, host, waiting);
  }

  publish({ topic, payload = '', retain = false }: PublishStep['publish'], cause: Cause): Answer {
    const problem = topicProblem(topic) ?? (this.#isOwn(topic) ? 'is a topic of the home itself' : undefined);
    if (problem !== undefined) return { ok: false, message: `${plain(topic)} ${problem}` };
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    this.#client.publish(topic, Payload.text(text), { retain, cause });
    return { ok: true };
  }

  started({ options: { scene, cause, refusal } }: Run): void {
    this.#watches.sceneChanged(scene, refusal === undefined ? 'started' : undefined, cause);
  }

  ended(run: Run, outcome: Outcome, reason: string): void {
    const { journal, clock, topics, formatTime } = this.home;
    const { scene, number, conditions, runs, cause: begun, circle, onEnd } = run.options;
    const fields = { scene, run: number, outcome, reason, conditions, steps: run.steps };
    const cause = journal.append(clock.now, 'run_end', run.latest, fields, begun.trail);
    const trace = {
      ...fields,
      started: formatTime(run.startedAt),
      ended: formatTime(clock.now),
      cause: { seq: begun.seq, reason: begun.trail?.reason },
    };
    this.#client.publish(topics.trace(scene), Payload.of(trace), { cause });
    runs.ended(run, clock.now, cause);
    // What ends a circle must not begin it anew.
    this.#watches.sceneChanged(scene, circle === undefined ? outcome : undefined, cause);
    onEnd?.(outcome, reason, cause);
  }

  #load(id: string, scene: Scene, after: number): void {
    const runtime = new SceneRuntime(this, id, scene);
    this.#scenes.set(id, runtime);
    this.#watches.add(id, runtime.watches);
    const foreign = runtime.messages.filter(({ filter }) => !this.#isOwn(filter) && !filterProblem(filter));
    this.#messages.set(id, foreign);
    runtime.followClock(after);
  }

  /** Whether a topic, or some topic that matches a filter, is one of the home itself. */
  #isOwn(filter: string): boolean {
    return isUnder(this.home.topics.prefix, filter);
  }

  #onRunRequest({ topic, retained, cause }: Message): void {
    // Kept by the broker, it would run the scene at every start.
    if (retained) return;
    const id = this.home.topics.levels(topic)![1]!;
    const runtime = this.#scenes.get(id);
    if (runtime) {
      this.#begin(runtime, { trigger: null, reason: 'asked for', cause });
      return;
    }
    const names = [...this.#scenes.keys()];
    const there = names.length > mostNames ? '' : `; there are ${names.join(', ') || 'none'}`;
    const reason = `there is no scene ${plain(id)}${there}.${didYouMean(id, names)}`;
    const trace = { scene: id, outcome: 'failed', reason, conditions: [], steps: [] };
    this.#client.publish(this.home.topics.trace(id), Payload.of(trace), { cause });
  }

  /** Begins a run, if the conditions hold and the scene's mode allows. */
  #begin(runtime: SceneRuntime, { trigger, reason, cause, ...asker }: Beginning): void {
    const { journal, clock } = this.home;
    const { id, scene, runs } = runtime;
    const number = ++this.#runs;
    const trail = extendTrail(cause?.trail, { scene: id, reason, now: clock.now });
    const begun = journal.append(clock.now, 'run', cause, { scene: id, run: number, trigger, reason }, trail);
    const { reports: conditions, obstacle } = this.#judge.verdict(scene.conditions ?? []);
    const refusal = obstacle && `because ${obstacle}`;
    const steps = refusal === undefined ? scene.actions : (scene.otherwise ?? []);
    const isIdle = refusal !== undefined && steps.length === 0;
    // A run that does nothing leads to nothing, except where its end itself is what others wait for.
    const counts = !isIdle || runtime.typeOf(trigger) === 'scene';
    const circle = counts ? joinChain(trail) : undefined;
    const run = new Run(this, {
      scene: id,
      number,
      cause: begun,
      steps,
      conditions,
      refusal,
      circle,
      runs,
      ...asker,
    });
    if (circle !== undefined) run.end('failed', circle);
    else if (isIdle) run.end('refused', refusal);
    else runs.admit(run, runtime.modeOf(trigger));
  }
}
