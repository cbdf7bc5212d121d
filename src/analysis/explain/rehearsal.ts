import { MemoryBus } from '../../core/bus/memory.ts';
import { Clock } from '../../core/clock.ts';
import type { HomeContext } from '../../core/device/context.ts';
import { type Cause, type ConditionReport, Journal, type JournalEntry } from '../../core/journal.ts';
import { Agenda } from '../../core/scene/agenda.ts';
import type { ConditionContext } from '../../core/scene/condition.ts';
import { Judge } from '../../core/scene/judge.ts';
import { type SceneHost, SceneRuntime } from '../../core/scene/runtime.ts';
import { type Condition, storedSceneSchema } from '../../core/scene/schema.ts';
import { HomeView } from '../../core/scene/view.ts';
import { WatchIndex } from '../../core/scene/watch-index.ts';
import { Activity } from './activity.ts';
import { Delivery, type Spoken } from './delivery.ts';
import type { Entry, History } from './history.ts';
import type { Change } from './types.ts';

/** What a trigger says: that it fires, that a wait begins (`waits`), or that one broke. */
interface Said extends Pick<Entry<'trigger'>, 'fired' | 'reason'> {
  readonly waits: boolean;
}

/** A `trigger` line of the journal, and what the trigger said here at that point: the same, or `undefined`. */
export interface Told {
  readonly line: Entry<'trigger'>;
  readonly said: Said | undefined;
}

/**
 * The scene engine's own eyes, shown once more what a journal tells: its view of the home, its triggers, its measuring
 * of `for`, its judge. Nothing is run, and what the clock sets off is left out; but at each line, triggers that watch
 * something stand here as they stood then, because they are the same objects. So an explanation cannot disagree with
 * the engine about an edge, a hysteresis or a wait.
 */
export class Rehearsal {
  readonly view = new HomeView();
  /** The journal's `trigger` lines of those that watch something. */
  readonly told: Told[] = [];
  /** What triggers said here that the journal has not said yet: by scene and trigger. */
  readonly #unmatched = new Map<string, Said[]>();
  readonly #history: History;
  readonly #clock: Clock;
  readonly #watches = new WatchIndex(this.view);
  readonly #judge: Judge;
  readonly #host: SceneHost;
  readonly #only: ReadonlySet<string> | undefined;
  readonly #runtimes = new Map<string, SceneRuntime>();
  readonly #delivery: Delivery;
  readonly #activity: Activity;
  /** The scenes that there are, also those that are not rehearsed. */
  readonly #ids = new Set<string>();
  #next = 0;

  /** @param only these scenes; left out: all */
  constructor(history: History, only?: Iterable<string>) {
    this.#history = history;
    this.#only = only && new Set(only);
    this.#delivery = new Delivery(history);
    this.#activity = new Activity(history);
    this.#clock = new Clock(history.start.time);
    const journal = new Journal();
    journal.addSink((entry) => this.#hear(entry));
    const home: HomeContext = {
      clock: this.#clock,
      journal,
      bus: new MemoryBus(),
      topics: history.topics,
      seed: history.start.seed,
      formatTime: (instant) => history.iso(instant),
    };
    this.#host = {
      home,
      agenda: new Agenda(this.#clock),
      whereabouts: history.whereabouts,
      fire: () => {},
    };
    this.#judge = new Judge(home, this.view, this.#watches, history.whereabouts, (scene) => {
      return this.#ids.has(scene) ? this.#activity.of(scene) : undefined;
    });
  }

  /** What conditions are judged against, as the home stands now. */
  get context(): ConditionContext {
    return this.#judge;
  }

  /** How conditions stand now. */
  judge(conditions: readonly Condition[]): ConditionReport[] {
    return this.#judge.verdict(conditions).reports;
  }

  get scenes(): ReadonlyMap<string, SceneRuntime> {
    return this.#runtimes;
  }

  /** Goes through the lines before number `count`. `seen` is called after each. */
  advance(count: number, seen?: (entry: JournalEntry) => void): this {
    for (; this.#next < count; this.#next++) {
      const entry = this.#history.entries[this.#next]!;
      this.#passTime(entry.time - 1);
      this.#take(entry);
      seen?.(entry);
    }
    return this;
  }

  /** Goes through all that happened up to and including `instant`. */
  advanceTo(instant: number, seen?: (entry: JournalEntry) => void): this {
    this.advance(this.#history.countUntil(instant), seen);
    this.#passTime(instant);
    return this;
  }

  /**
   * Takes values to be others from here on, as if they had been so since their device came online. No trigger sees that.
   */
  pretend(changes: readonly Change[]): void {
    const since = this.#history.start.time;
    for (const change of changes) {
      if ('availability' in change) {
        this.view.updateAvailability(change.device, change.availability, since, undefined);
      } else if ('prop' in change) {
        this.view.update(change.device, { [change.prop]: change.value }, [change.prop], since, undefined);
      }
    }
    for (const { watches } of this.#runtimes.values()) {
      for (const watch of watches) if (watch.kind === 'held') watch.look(this.view);
    }
  }

  /** Lets the clock come to `instant` without going through its lines. */
  advanceClock(instant: number): void {
    this.#now(instant);
  }

  /** Whether a trigger has just said something, here, that the journal says in one of its next lines. */
  isSaying(scene: string, trigger: number): boolean {
    return (this.#unmatched.get(keyOf({ scene, trigger }))?.length ?? 0) > 0;
  }

  #take(entry: JournalEntry): void {
    const cause: Cause = { seq: entry.seq, kind: entry.kind, trail: undefined };
    switch (entry.kind) {
      case 'start':
        for (const id of Object.keys(entry.scenes).sort()) this.#load(id, entry.scenes[id]);
        return;
      case 'input':
        if (entry.input.type === 'scene') this.#replace(entry.input.scene, entry.input.definition, cause);
        return;
      case 'state':
      case 'availability':
      case 'event': {
        const delay = this.#delivery.delayOf(entry);
        if (delay === 0) this.#listen(entry, cause);
        else if (delay !== undefined) this.#listenLater(entry, cause, delay);
        return;
      }
      case 'world':
        this.#delivery.note(entry);
        return;
      case 'step':
      case 'run_end': {
        const change = this.#activity.take(entry);
        if (!change) return;
        this.#now(entry.time);
        this.#watches.sceneChanged(change.scene, change.news, change.cause);
        return;
      }
      case 'trigger':
        this.#match(entry);
        return;
      case 'request':
      case 'reply':
      case 'run':
      case 'clock':
        return;
    }
  }

  /** Something that was said a while ago comes in, unless the connection was cut meanwhile. */
  #listenLater(entry: Spoken, cause: Cause, delayMs: number): void {
    this.#clock.schedule(entry.time + delayMs, () => {
      if (this.#delivery.isCut(entry)) this.#delivery.lose(entry);
      else this.#listen(entry, cause);
    });
  }

  /** What the engine's listener does when a device is heard. */
  #listen(entry: Spoken, cause: Cause): void {
    const { view } = this;
    const { device } = entry;
    this.#now(entry.time);
    if (entry.kind === 'event') {
      this.#watches.eventHappened(device, entry.event, entry.data, cause);
      return;
    }
    const { now } = this.#clock;
    const state = this.#delivery.propsOf(entry);
    const names = view.changes(device, state);
    if (names.length > 0) {
      view.update(device, state, names, now, cause);
      this.#watches.propertiesChanged(device, names, cause);
    }
    if (entry.kind === 'state' || view.said(device) === entry.value) return;
    view.updateAvailability(device, entry.value, now, cause);
    this.#watches.availabilityChanged(device, cause);
  }

  #load(id: string, definition: unknown): void {
    this.#ids.add(id);
    if (this.#only && !this.#only.has(id)) return;
    const runtime = new SceneRuntime(this.#host, id, storedSceneSchema.parse(definition));
    this.#runtimes.set(id, runtime);
    this.#watches.add(id, runtime.watches);
  }

  #replace(id: string, definition: unknown, cause: Cause): void {
    if (!definition) this.#ids.delete(id);
    else this.#ids.add(id);
    if (this.#only && !this.#only.has(id)) return;
    this.#now(this.#history.entries[cause.seq]!.time);
    const old = this.#runtimes.get(id);
    if (old) this.#watches.remove(id, old.watches);
    this.#runtimes.delete(id);
    if (definition) this.#load(id, definition);
    old?.dispose(definition ? 'its file was changed' : 'its file was removed', cause);
  }

  /**
   * Finds what the trigger said here when the journal's line comes. A wait may end at the very instant at which something
   * else happens, or is heard late; which of them came first, the journal tells: here the clock goes on within an instant
   * when a line comes that says so.
   */
  #match(line: Entry<'trigger'>): void {
    const { scene, trigger, time } = line;
    const watch = this.#runtimes.get(scene)?.triggerWatches[trigger];
    // Messages from outside leave no line that tells what came of them.
    if ((!watch || watch.kind === 'message') && !this.#unmatched.has(keyOf(line))) return;
    const said = (): boolean => (this.#unmatched.get(keyOf(line))?.length ?? 0) > 0;
    while (!said() && this.#clock.nextDue === time) this.#clock.step();
    this.told.push({ line, said: this.#unmatched.get(keyOf(line))?.shift() });
  }

  #hear(entry: JournalEntry): void {
    if (entry.kind !== 'trigger') return;
    const { scene, trigger, fired, reason } = entry;
    const watch = this.#runtimes.get(scene)?.triggerWatches[trigger];
    const waits = watch !== undefined && 'standing' in watch && watch.standing.waitingSince !== undefined;
    const list = this.#unmatched.get(keyOf(entry));
    if (list) list.push({ fired, reason, waits });
    else this.#unmatched.set(keyOf(entry), [{ fired, reason, waits }]);
  }

  #now(instant: number): void {
    if (this.#clock.nextDue === undefined || this.#clock.nextDue >= instant) this.#clock.advanceTo(instant);
  }

  #passTime(until: number): void {
    for (let due = this.#clock.nextDue; due !== undefined && due <= until; due = this.#clock.nextDue) {
      this.#clock.step();
    }
    this.#clock.advanceTo(until);
  }
}

function keyOf({ scene, trigger }: Pick<Entry<'trigger'>, 'scene' | 'trigger'>): string {
  return `${scene} ${trigger}`;
}
