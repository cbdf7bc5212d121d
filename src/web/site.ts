import { setImmediate } from 'node:timers/promises';
import type { Input, JournalEntry, JournalSink } from '../core/journal.ts';
import type { ClockState, HomeInfo } from './api.ts';
import { DueScenes } from './due.ts';
import { Forks } from './forks/forks.ts';
import { History } from './history/history.ts';
import { describeHome, homeJson } from './home-info.ts';
import { WireLog } from './live/wire-log.ts';
import type { RunningHome } from './ports.ts';
import { SceneBook } from './scenes/scene-book.ts';
import { Why } from './why/why.ts';

/** A running home with all that its page asks about: what the API and the WebSocket answer from. */
export class Site {
  readonly running: RunningHome;
  readonly history = new History();
  readonly wire: WireLog;
  readonly due: DueScenes;
  readonly book: SceneBook;
  readonly forks: Forks;
  readonly why = new Why();
  readonly timezone: string;
  #home: HomeInfo | undefined;
  #homeText: string | undefined;
  #warming: Promise<void> | undefined;
  #isWarm = false;

  /**
   * Listens from now on: make it before the home is started, or goes on.
   *
   * @param earlier the lines that were written before
   */
  constructor(running: RunningHome, earlier: readonly JournalEntry[] = []) {
    this.running = running;
    this.wire = new WireLog(running.simulation.topics.prefix);
    this.timezone = running.home.location.timezone;
    for (const entry of earlier) this.history.sink(entry);
    running.simulation.journal.addSink(this.history.sink);
    running.simulation.journal.addSink((entry) => {
      for (const listener of this.#awaited) listener(entry);
    });
    this.due = new DueScenes(this.history, running.simulation.engine.whereabouts);
    this.book = new SceneBook(running, this.history, this.due);
    this.forks = new Forks(this.history, running.models);
  }

  /** What does not change while the home runs. */
  get home(): HomeInfo {
    const { home, models, simulation, broker, version } = this.running;
    const { seed, time: start } = this.history.start;
    const { prefix } = simulation.topics;
    this.#home ??= describeHome(home, models, { prefix, broker, seed, start, version });
    return this.#home;
  }

  get homeText(): string {
    this.#homeText ??= homeJson(this.home);
    return this.#homeText;
  }

  /** Prepares what the first frame of a page takes, in turns, so that the frame itself is short. */
  warm(): Promise<void> {
    if (!this.history.hasBegun) return Promise.resolve();
    this.#warming ??= this.#warm().finally(() => {
      this.#warming = undefined;
    });
    return this.#warming;
  }

  /** false: a first frame would be long, as it would read all scene files at once. */
  get isWarm(): boolean {
    return this.#isWarm;
  }

  async #warm(): Promise<void> {
    await this.book.files.warm();
    for (const prepare of [() => this.homeText, () => this.clock, () => this.book.list()]) {
      await setImmediate();
      prepare();
    }
    this.#isWarm = true;
  }

  get clock(): ClockState {
    const { time, speed, paused, whole } = this.running.clock;
    return { time, speed, paused, whole, next: this.due.after(time) };
  }

  /** A scene's file has changed, or what is wrong with it has. */
  sceneFileChanged(id: string): void {
    this.book.files.forget(id);
    this.scenesVersion++;
  }

  /** Resolves when an input like this has entered the home, or after a while without: then it may later. */
  entered(isIt: (input: Input) => boolean, patienceMs = 2_000): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#awaited.delete(listener);
        resolve();
      };
      const listener = (entry: JournalEntry): void => {
        if (entry.kind === 'input' && isIt(entry.input)) done();
      };
      const timer = setTimeout(done, patienceMs);
      this.#awaited.add(listener);
    });
  }

  /** Counts changes of the files; the history counts those of the scenes in use. */
  scenesVersion = 0;
  readonly #awaited = new Set<JournalSink>();
}
