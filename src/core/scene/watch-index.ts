import type { Cause, ReadReport } from '../journal.ts';
import type { HeldWatch } from './held.ts';
import { readAvailability } from './home-for-code.ts';
import { SceneList } from './scene-list.ts';
import type { SceneNews } from './scene-watch.ts';
import type { Condition, PropertyCondition } from './schema.ts';
import { sourcesOf } from './sources.ts';
import type { HomeView } from './view.ts';
import { type PlainCondition, plainConditions } from './walk.ts';
import type { EventWatch, Watch } from './watch.ts';

/** Whoever looks again when a property or an availability has changed. */
interface Looker {
  look(view: HomeView, cause: Cause | undefined): void;
}

/** Whoever is told that a run of a scene has begun or ended. */
interface SceneWatcher {
  sceneChanged(news: SceneNews | undefined, cause: Cause): void;
}

interface DeviceWatches {
  readonly held: Map<string, SceneList<HeldWatch>>;
  readonly property: Map<string, SceneList<Looker>>;
  readonly availability: SceneList<Looker>;
  readonly event: Map<string, SceneList<EventWatch>>;
}

/**
 * Who watches what: ten thousand scenes cost nothing while one property of one device changes. What one message sets
 * off happens in the order of the scenes' ids.
 */
export class WatchIndex {
  readonly #view: HomeView;
  readonly #devices = new Map<string, DeviceWatches>();
  readonly #scenes = new Map<string, SceneList<SceneWatcher>>();
  readonly #held = new Map<PropertyCondition, HeldWatch>();

  constructor(view: HomeView) {
    this.#view = view;
  }

  /** Adds a scene's watches, and shows each how things stand, which is no edge. */
  add(scene: string, watches: readonly Watch[]): void {
    for (const watch of watches) {
      for (const list of this.#listsOf(watch)) list.add(scene, watch);
      if (watch.kind === 'held') this.#held.set(watch.condition, watch);
      if (watch.kind !== 'event' && watch.kind !== 'scene') watch.look(this.#view, undefined);
    }
  }

  remove(scene: string, watches: readonly Watch[]): void {
    for (const watch of watches) {
      for (const list of this.#listsOf(watch)) list.remove(scene);
      if (watch.kind === 'held') this.#held.delete(watch.condition);
    }
  }

  /**
   * Lets somebody of a scene look whenever something happens that may make a difference to a condition, but for time.
   * Returns how to end that.
   *
   * @param readBy what a function looks at
   */
  watchCondition(
    scene: string,
    condition: Condition,
    readBy: (condition: Condition) => readonly ReadReport[],
    look: (cause: Cause | undefined) => void,
  ): () => void {
    const watcher = {
      look: (_view: HomeView, cause: Cause | undefined) => look(cause),
      sceneChanged: (_news: SceneNews | undefined, cause: Cause) => look(cause),
    };
    const lists = new Set(plainConditions(condition).flatMap((plain) => this.#listsFor(plain, readBy)));
    for (const list of lists) list.add(scene, watcher);
    return () => {
      for (const list of lists) list.removeItem(scene, watcher);
    };
  }

  held(condition: PropertyCondition): HeldWatch | undefined {
    return this.#held.get(condition);
  }

  propertiesChanged(device: string, names: readonly string[], cause: Cause | undefined): void {
    const watches = this.#devices.get(device);
    // What a device says while it is taken to be offline is only remembered.
    if (!watches || this.#view.availability(device) === 'offline') return;
    this.#measure(watches, names);
    this.#show(
      names.map((name) => watches.property.get(name)),
      cause,
    );
  }

  availabilityChanged(device: string, cause: Cause | undefined): void {
    const watches = this.#devices.get(device);
    if (!watches) return;
    this.#measure(watches, watches.held.keys());
    this.#show([...watches.property.values(), watches.availability], cause);
  }

  eventHappened(
    device: string,
    event: string,
    data: Readonly<Record<string, unknown>>,
    cause: Cause | undefined,
  ): void {
    const list = this.#devices.get(device)?.event.get(event);
    for (const { item } of list?.entries ?? []) item.happened(data, cause);
  }

  /** A run of the scene has begun or ended. */
  sceneChanged(scene: string, news: SceneNews | undefined, cause: Cause): void {
    for (const { item } of [...(this.#scenes.get(scene)?.entries ?? [])]) item.sceneChanged(news, cause);
  }

  /** All measuring of `for` comes first: a trigger that fires now may ask for it. */
  #measure(watches: DeviceWatches, names: Iterable<string>): void {
    for (const name of names) {
      for (const { item } of watches.held.get(name)?.entries ?? []) item.look(this.#view);
    }
  }

  #show(lists: readonly (SceneList<Looker> | undefined)[], cause: Cause | undefined): void {
    // A copy: a run that begins now may watch something, too.
    const found = lists.filter((list) => list !== undefined);
    const entries =
      found.length === 1
        ? [...found[0]!.entries]
        : found.flatMap((list) => list.entries).sort((a, b) => compare(a.scene, b.scene));
    for (const { item } of entries) item.look(this.#view, cause);
  }

  /** A watch of a property stands in the list of each property that decides it. */
  #listsOf(watch: Watch): SceneList<Watch>[] {
    switch (watch.kind) {
      case 'scene':
        return [listIn(this.#scenes, watch.watched) as SceneList<Watch>];
      case 'availability':
        return [this.#device(watch.device).availability as SceneList<Watch>];
      case 'event':
        return [listIn(this.#device(watch.device).event, watch.name) as SceneList<Watch>];
      case 'property':
      case 'held': {
        const { kind, sources } = watch;
        return sources.map(
          ({ device, prop }) => listIn(this.#device(device)[kind], prop) as unknown as SceneList<Watch>,
        );
      }
    }
  }

  #listsFor(
    condition: PlainCondition,
    readBy: (condition: Condition) => readonly ReadReport[],
  ): SceneList<Looker & SceneWatcher>[] {
    if ('function' in condition) {
      return readBy(condition).map(({ device, prop }) => {
        const watches = this.#device(device);
        const list = prop === readAvailability ? watches.availability : listIn(watches.property, prop);
        return list as SceneList<Looker & SceneWatcher>;
      });
    }
    if ('prop' in condition) {
      return sourcesOf(condition).map(
        ({ device, prop }) => listIn(this.#device(device).property, prop) as SceneList<Looker & SceneWatcher>,
      );
    }
    switch (condition.type) {
      case 'availability':
        return [this.#device(condition.device).availability as SceneList<Looker & SceneWatcher>];
      case 'scene':
        return [listIn(this.#scenes, condition.scene) as SceneList<Looker & SceneWatcher>];
      case 'time':
      case 'sun':
        return [];
    }
  }

  #device(id: string): DeviceWatches {
    let watches = this.#devices.get(id);
    if (!watches) {
      watches = { held: new Map(), property: new Map(), availability: new SceneList(), event: new Map() };
      this.#devices.set(id, watches);
    }
    return watches;
  }
}

function listIn<T>(lists: Map<string, SceneList<T>>, name: string): SceneList<T> {
  let list = lists.get(name);
  if (!list) {
    list = new SceneList();
    lists.set(name, list);
  }
  return list;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
