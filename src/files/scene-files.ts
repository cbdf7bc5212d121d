import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { idProblem, type SceneEnv } from '../core/check/index.ts';
import { MilletError } from '../core/errors.ts';
import type { Scene } from '../core/scene/schema.ts';
import { type LoadedScene, loadScene, type SceneSources } from './load-scene.ts';
import type { Problem } from './problems.ts';
import { systemReason } from './system-reason.ts';

/** A file that holds a scene, as it was read. */
export interface SceneFile {
  readonly id: string;
  /** What problems call it: its path. */
  readonly file: string;
  /** Its content, or why it could not be read. */
  readonly content: Uint8Array | { readonly unreadable: string };
}

/** More than anybody writes by hand; what is bigger is not read at all. */
const maxBytes = 4_000_000;

/** The scene files of a home, by name. A scene's id is its file's name without the ending. */
export function readSceneFiles(directory: string): SceneFile[] {
  return listSceneFiles(directory).flatMap(({ id, file }) => {
    const content = readContent(file);
    return content ? [{ id, file, content }] : [];
  });
}

/** The same by name only: nothing is read. */
export function listSceneFiles(directory: string): Omit<SceneFile, 'content'>[] {
  return fileNames(directory).flatMap((name) => {
    const id = sceneId(name);
    return id === undefined ? [] : [{ id, file: join(directory, name) }];
  });
}

/**
 * What stands in the directory of the scenes, in order: nothing where there is none, because a home may have no scenes yet.
 * Throws a `MilletError` when it cannot be read.
 */
export function fileNames(directory: string): string[] {
  try {
    return readdirSync(directory).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new MilletError(`${directory} cannot be read: ${systemReason(error)}.`, {
      hint: 'It is the directory of the scenes.',
      cause: error,
    });
  }
}

/** The id of the scene in a file of that name, or `undefined` when it holds none: a test, an editor's own file. */
function sceneId(name: string): string | undefined {
  const ending = extname(name);
  if (!['.yaml', '.yml', '.json', '.ts'].includes(ending) || name.startsWith('.')) return undefined;
  if (name.endsWith('.d.ts')) return undefined;
  const id = name.slice(0, -ending.length);
  return id.endsWith('.test') ? undefined : id;
}

/** Reads the scene of one of a home's files: its id and that of the others count, too. */
export function loadSceneFile(
  { id, file, content }: SceneFile,
  all: readonly SceneFile[],
  env: Omit<SceneEnv, 'scenes' | 'self'> | undefined,
): LoadedScene {
  if ('unreadable' in content) return refused(file, `the file cannot be read: ${content.unreadable}`);
  const mistake = idProblem('scene', id);
  if (mistake !== undefined) return refused(file, `${mistake}; rename the file`);
  const { ids, byId } = directoryOf(all);
  const twin = byId.get(id)?.find((other) => other.file !== file);
  if (twin)
    return refused(file, `${twin.file} is the scene ${id}, too; neither is used until one is renamed`);
  const others: SceneSources = {
    get ids() {
      return [...ids].filter((other) => other !== id);
    },
    read: (wanted) => {
      const other = wanted === id ? undefined : byId.get(wanted)?.[0];
      return other && !('unreadable' in other.content)
        ? { file: other.file, content: other.content }
        : undefined;
    },
  };
  return loadScene(file, content, env && { ...env, scenes: ids, self: id }, others);
}

interface Directory {
  readonly ids: ReadonlySet<string>;
  readonly byId: ReadonlyMap<string, readonly SceneFile[]>;
}

/** A home with a thousand scenes looks each of them up a thousand times. */
const directories = new WeakMap<readonly SceneFile[], Directory>();

function directoryOf(all: readonly SceneFile[]): Directory {
  let directory = directories.get(all);
  if (!directory) {
    const byId = new Map<string, SceneFile[]>();
    for (const file of all) byId.set(file.id, [...(byId.get(file.id) ?? []), file]);
    directory = { ids: new Set(byId.keys()), byId };
    directories.set(all, directory);
  }
  return directory;
}

/** Reads a regular file; `undefined` when there is none any more, or something else that has its name. */
export function readContent(file: string): SceneFile['content'] | undefined {
  try {
    const stat = statSync(file);
    if (!stat.isFile()) return undefined;
    if (stat.size > maxBytes)
      return { unreadable: `it has ${stat.size} bytes, and more than ${maxBytes} are too many` };
    return readFileSync(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? undefined : { unreadable: message.split(',', 1)[0]! };
  }
}

function refused(file: string, message: string): { scene: Scene | undefined; problems: Problem[] } {
  return { scene: undefined, problems: [{ file, line: 1, column: 1, message, severity: 'error' }] };
}
