import type { Diagnostic } from '../api.ts';
import { Breath } from '../forks/calm.ts';
import type { SceneStore, StoredScene } from '../ports.ts';
import { diagnosticOf } from './diagnostics.ts';

/** A scene's file with what is wrong with it. */
export interface JudgedFile extends StoredScene {
  readonly problems: readonly Diagnostic[];
  readonly template: boolean;
}

/** The scene files, each read and judged once until it changes. */
export class JudgedFiles {
  readonly #store: SceneStore;
  readonly #known = new Map<string, JudgedFile>();

  constructor(store: SceneStore) {
    this.#store = store;
  }

  /** All that are there, by id. */
  all(): ReadonlyMap<string, JudgedFile> {
    const there = new Set(this.#store.ids());
    for (const id of this.#known.keys()) if (!there.has(id)) this.#known.delete(id);
    for (const id of there) if (!this.#known.has(id)) this.fresh(id);
    return this.#known;
  }

  /** One as it is at this moment: of a comment more or less nobody is told. */
  fresh(id: string): JudgedFile | undefined {
    const now = this.#store.read(id);
    const known = this.#known.get(id);
    if (!now) this.#known.delete(id);
    else if (now.text !== known?.text || now.file !== known.file) this.#known.set(id, this.#judge(now));
    return this.#known.get(id);
  }

  /** This one has changed, or what is wrong with it has. */
  forget(id: string): void {
    this.#known.delete(id);
  }

  /** Reads those that are not known yet, in turns: there can be hundreds. */
  async warm(): Promise<void> {
    const breath = new Breath();
    for (const id of this.#store.ids()) {
      if (!this.#known.has(id)) this.fresh(id);
      await breath.take();
    }
  }

  #judge(file: StoredScene): JudgedFile {
    const { problems, template = false } = this.#store.load(file.id, file.text);
    return { ...file, problems: problems.map(diagnosticOf), template };
  }
}
