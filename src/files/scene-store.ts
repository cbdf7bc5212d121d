import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SceneEnv } from '../core/check/index.ts';
import { MilletError } from '../core/errors.ts';
import { type Candidates, completeScene } from './complete.ts';
import { type LoadedScene, loadScene, type SceneSources } from './load-scene.ts';
import { listSceneFiles, readContent, type SceneFile } from './scene-files.ts';
import { decodeText } from './text.ts';

/** A scene's file as text. */
export interface StoredScene {
  readonly id: string;
  /** Its path. */
  readonly file: string;
  readonly text: string;
}

/** The scene files of a home, for whoever edits them. */
export class SceneStore {
  readonly #directory: string;
  readonly #env: Omit<SceneEnv, 'scenes' | 'self'>;

  /** @param dir the home's directory */
  constructor(dir: string, env: Omit<SceneEnv, 'scenes' | 'self'>) {
    this.#directory = join(dir, 'scenes');
    this.#env = env;
  }

  ids(): string[] {
    return listSceneFiles(this.#directory).map(({ id }) => id);
  }

  read(id: string): StoredScene | undefined {
    const file = this.#existing(id);
    const content = file === undefined ? undefined : readContent(file);
    return content && storedOf({ id, file: file!, content });
  }

  /** Reads a text as the scene `id` among the others; without one, as a scene that has no name yet. */
  load(id: string | undefined, text: string): LoadedScene {
    const file = id === undefined ? undefined : this.#existing(id);
    // Whoever may change scenes on the page may not run programs on this machine.
    if (file?.endsWith('.ts') && this.read(id!)?.text !== text) return refuseCode(file);
    return loadScene(file ?? this.#path(id ?? 'new'), text, this.#envOf(id), this.#others(id));
  }

  complete(text: string, offset: number): Candidates {
    return completeScene(text, offset, this.#envOf(undefined));
  }

  /** Writes the file of a scene whole or not at all. Throws a `MilletError` when it cannot be. */
  write(id: string, text: string): void {
    const path = this.#existing(id) ?? this.#path(id);
    // Hidden, so that nobody takes it for a scene; beside it, so that renaming it is one act.
    const draft = join(this.#directory, `.${id}.${process.pid}.tmp`);
    try {
      mkdirSync(this.#directory, { recursive: true });
      writeFileSync(draft, text);
      renameSync(draft, path);
    } catch (error) {
      rmSync(draft, { force: true });
      throw cannot('written', path, error);
    }
  }

  remove(id: string): void {
    const path = this.#existing(id);
    if (path === undefined) return;
    try {
      rmSync(path);
    } catch (error) {
      throw cannot('removed', path, error);
    }
  }

  #envOf(self: string | undefined): SceneEnv {
    const ids = this.ids();
    const scenes = new Set(self === undefined ? ids : [...ids, self]);
    return { ...this.#env, scenes, ...(self === undefined ? {} : { self }) };
  }

  /** Where the templates are. */
  #others(self: string | undefined): SceneSources {
    const files = listSceneFiles(this.#directory).filter(({ id }) => id !== self);
    return {
      ids: files.map(({ id }) => id),
      read: (wanted) => {
        const file = files.find(({ id }) => id === wanted)?.file;
        const content = file === undefined ? undefined : readContent(file);
        return content && !('unreadable' in content) ? { file: file!, content } : undefined;
      },
    };
  }

  #path(id: string): string {
    return join(this.#directory, `${id}.yaml`);
  }

  /** Its file, also one that ends in .yml or .json. */
  #existing(id: string): string | undefined {
    return listSceneFiles(this.#directory).find((each) => each.id === id)?.file;
  }
}

function refuseCode(file: string): LoadedScene {
  const message = 'a scene of TypeScript is changed in its file, with an editor; here it can only be read';
  return { scene: undefined, problems: [{ file, line: 1, column: 1, message, severity: 'error' }] };
}

function storedOf({ id, file, content }: SceneFile): StoredScene {
  if ('unreadable' in content) return { id, file, text: '' };
  const decoded = decodeText(content);
  return { id, file, text: 'text' in decoded ? decoded.text : '' };
}

function cannot(what: string, path: string, error: unknown): MilletError {
  const reason = error instanceof Error ? error.message.split(',', 1)[0] : String(error);
  return new MilletError(`${path} cannot be ${what}: ${reason}.`, { cause: error });
}
