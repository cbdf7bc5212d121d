import { createHash } from 'node:crypto';
import { readScene } from '../../analysis/reading.ts';
import type { ConditionReport } from '../../core/journal.ts';
import type { Scene } from '../../core/scene/schema.ts';
import type { CheckedText, SceneFile, SceneNow, SceneReading, SceneSummary } from '../api.ts';
import { type DueScenes, nextOfScene } from '../due.ts';
import type { History } from '../history/history.ts';
import type { RunningHome } from '../ports.ts';
import { Problem } from '../problem.ts';
import { diagnosticOf } from './diagnostics.ts';
import { type JudgedFile, JudgedFiles } from './judged-files.ts';

/** The scenes as they run, and their files as they are, which need not be the same. */
export class SceneBook {
  readonly #running: RunningHome;
  readonly #history: History;
  readonly #due: DueScenes;
  readonly files: JudgedFiles;

  constructor(running: RunningHome, history: History, due: DueScenes) {
    this.#running = running;
    this.#history = history;
    this.#due = due;
    this.files = new JudgedFiles(running.store);
  }

  list(): SceneSummary[] {
    const files = this.files.all();
    const ids = new Set([...this.#history.definitions.keys(), ...files.keys()]);
    return [...ids].sort().map((id) => this.#summary(id, files.get(id)));
  }

  get(id: string): SceneFile {
    const file = this.files.fresh(id);
    const scene = this.#history.definitions.get(id);
    if (!file && !scene) {
      throw new Problem(404, `There is no scene ${JSON.stringify(id.slice(0, 64))}.`, {
        hint: 'GET /api/scenes lists them; PUT /api/scenes/<id> makes a new one.',
      });
    }
    const text = file?.text ?? '';
    return {
      ...this.#summary(id, file),
      text,
      version: versionOf(text),
      definition: scene ?? null,
      now: scene ? this.now(scene) : { holds: null, conditions: [], obstacle: null },
    };
  }

  /** What the validator says of a text. */
  check(id: string | undefined, text: string): CheckedText {
    const { scene, problems } = this.#running.store.load(id, text);
    const { clock, simulation } = this.#running;
    return {
      problems: problems.map(diagnosticOf),
      reading: scene ? this.#reading(scene) : null,
      now: scene ? this.now(this.#sameAsRunning(id, scene)) : null,
      next: scene ? nextOfScene(scene, clock.time, simulation.engine.whereabouts) : null,
    };
  }

  /**
   * Writes a text to its file, if it has no mistakes and the file is what the writer has read. Throws a `Problem`.
   * Returns whether the running home will get another scene by it.
   */
  save(id: string, text: string, version: string | null | undefined): boolean {
    const { scene, problems, template } = this.#running.store.load(id, text);
    if (!scene && !template) {
      const count = problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`;
      throw new Problem(422, `The scene has ${count}, and was not saved; the old one goes on.`, {
        more: { problems: problems.map(diagnosticOf) },
      });
    }
    this.#expect(id, version);
    this.#running.store.write(id, text);
    this.files.forget(id);
    return scene !== undefined && JSON.stringify(scene) !== JSON.stringify(this.#history.definitions.get(id));
  }

  remove(id: string, version: string | undefined): void {
    if (!this.files.fresh(id)) throw new Problem(404, `There is no file of a scene ${id}.`);
    this.#expect(id, version);
    this.#running.store.remove(id);
    this.files.forget(id);
  }

  /** How its conditions stand at this moment. */
  now(scene: Scene): SceneNow {
    const { reports, obstacle } = this.#running.simulation.engine.verdict(scene);
    return { holds: all(reports), conditions: reports, obstacle: obstacle ?? null };
  }

  /** Only a scene in use has its waits measured, so that one is judged where the text says the same. */
  #sameAsRunning(id: string | undefined, scene: Scene): Scene {
    const running = id === undefined ? undefined : this.#running.simulation.engine.scene(id);
    return running && JSON.stringify(running) === JSON.stringify(scene) ? running : scene;
  }

  #expect(id: string, version: string | null | undefined): void {
    if (version === undefined) return;
    const file = this.files.fresh(id);
    const actual = file ? versionOf(file.text) : null;
    if (actual === version) return;
    const what = version === null ? 'exists already' : actual === null ? 'has gone' : 'was changed meanwhile';
    throw new Problem(409, `The file of the scene ${id} ${what}.`, {
      hint: 'Read it again before you save; or save without a version to write over it.',
    });
  }

  #summary(id: string, file: JudgedFile | undefined): SceneSummary {
    const scene = this.#history.definitions.get(id);
    const last = this.#history.scenes.get(id)?.runs.findLast(({ outcome }) => outcome !== null);
    const reading = scene && this.#reading(scene);
    return {
      id,
      name: scene?.name ?? id,
      description: scene?.description ?? null,
      file: file?.file ?? `scenes/${id}.yaml`,
      running: scene !== undefined,
      template: file?.template ?? false,
      problems: file?.problems ?? [],
      reading: reading?.sentence ?? '',
      triggers: reading?.triggers ?? [],
      next: this.#due.nextOf(id, this.#running.clock.time),
      last: last
        ? { run: last.run, time: last.ended!, outcome: last.outcome!, reason: last.reason ?? '' }
        : null,
    };
  }

  #reading(scene: Scene): SceneReading {
    const { devices } = this.#running.home;
    return readScene(scene, (id) => (Object.hasOwn(devices, id) ? devices[id]!.name : undefined));
  }
}

function versionOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Kleene's "and". */
function all(reports: readonly ConditionReport[]): boolean | null {
  if (reports.some(({ holds }) => holds === false)) return false;
  return reports.some(({ holds }) => holds === null) ? null : true;
}
