import { dirname, join, resolve } from 'node:path';
import { watch } from 'chokidar';
import type { DeviceModel } from '../core/device/model.ts';
import type { Home } from '../core/home.ts';
import type { LoadedScene } from './load-scene.ts';
import { ownFiles } from './model-files.ts';
import { loadSceneFile, readContent, readSceneFiles, type SceneFile } from './scene-files.ts';

/**
 * What became of a scene: it was saved (`scene`), it has mistakes now (`problems`), or it has gone (neither). One
 * with mistakes has not gone: whoever runs it may keep what it was.
 */
export interface SceneChange extends LoadedScene {
  readonly id: string;
  readonly file: string;
}

/** The home around the scenes. */
export interface WatchedHome {
  /** Its directory. */
  readonly dir: string;
  readonly home: Home;
  readonly models: ReadonlyMap<string, DeviceModel>;
  /** What its topics begin with. Default: `millet`. */
  readonly prefix?: string | undefined;
  /** What is known of the files already. Default: what they are when watching begins. */
  readonly sceneFiles?: readonly SceneFile[];
}

/**
 * How long the directory must be quiet before it is read, in milliseconds: editors save in several steps (empty the
 * file and write it, or write another one and rename it), and half of a scene is not worth a complaint.
 */
const quietMs = 40;

/** Who else is told. */
export interface WatchListeners {
  /** What keeps the system from watching. */
  readonly failed?: (error: unknown) => void;
  /** The home's own file is not what it was. */
  readonly homeSaved?: () => void;
  /** These files of its own device models are not what they were: changed, new or gone. */
  readonly modelsSaved?: (files: readonly string[]) => void;
}

/**
 * Watches the scenes of a home, and calls `changed` for each that is not what it was. Resolves when every change will
 * be noticed.
 */
export async function watchScenes(
  home: WatchedHome,
  changed: (change: SceneChange) => void,
  { failed, homeSaved, modelsSaved }: WatchListeners = {},
): Promise<{ close(): Promise<void> }> {
  const seen = new SeenScenes(home, changed);
  // The home's directory, because scenes/ may come, go and come again.
  const root = resolve(home.dir);
  const scenes = join(root, 'scenes');
  const models = join(root, 'devices');
  const homeFile = join(root, 'home.yaml');
  let known = textOf(homeFile);
  let knownModels = textsOf(ownFiles(root));
  const watcher = watch(root, {
    ignoreInitial: true,
    atomic: false,
    depth: 1,
    ignored: (path) =>
      ![root, scenes, models, homeFile].includes(path) && ![scenes, models].includes(dirname(path)),
  });
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    try {
      seen.look();
      const text = textOf(homeFile);
      if (text !== known) homeSaved?.();
      known = text;
      const texts = textsOf(ownFiles(root));
      const others = [...new Set([...knownModels.keys(), ...texts.keys()])].filter((file) => {
        return texts.get(file) !== knownModels.get(file);
      });
      knownModels = texts;
      if (others.length > 0) modelsSaved?.(others);
    } catch (error) {
      failed?.(error);
    }
  };
  const lookSoon = (): void => {
    clearTimeout(timer);
    if (!watcher.closed) timer = setTimeout(look, quietMs);
  };
  watcher.on('all', lookSoon);
  // Of changes of a file that follow each other within 50 ms, chokidar tells only the first; the system tells all.
  watcher.on('raw', lookSoon);
  watcher.on('error', (error) => failed?.(error));
  await new Promise<void>((ready) => watcher.once('ready', ready));
  // What changed while the watcher was on its way.
  lookSoon();
  return {
    async close() {
      clearTimeout(timer);
      await watcher.close();
    },
  };
}

/** A file as it was read last. */
interface Known {
  readonly id: string;
  /** What it was read from: unchanged, it is not read again. */
  readonly key: string;
  readonly loaded: LoadedScene;
  /** What was read, to be compared: a comment more or less is no change. */
  readonly outcome: string;
}

/**
 * What was last seen of the scenes. An event of the system only says that something has happened; what, is seen by
 * reading the directory again, so that a missed or a doubled event does no harm.
 */
class SeenScenes {
  readonly #home: WatchedHome;
  readonly #changed: (change: SceneChange) => void;
  #known: ReadonlyMap<string, Known>;

  constructor(home: WatchedHome, changed: (change: SceneChange) => void) {
    this.#home = home;
    this.#changed = changed;
    this.#known = this.#load(home.sceneFiles ?? this.#read(), new Map());
  }

  look(): void {
    const before = this.#known;
    this.#known = this.#load(this.#read(), before);
    const ids = new Set([...this.#known.values()].map(({ id }) => id));
    for (const [file, { id, loaded }] of before) {
      // A scene that only moved to another file, from x.yml to x.yaml, has not gone.
      if (!ids.has(id) && !loaded.template) this.#changed({ id, file, scene: undefined, problems: [] });
    }
    for (const [file, { id, loaded, outcome }] of this.#known) {
      const known = before.get(file);
      if (outcome === known?.outcome) continue;
      // A template is no scene: nobody needs to know of it, unless it was a scene before or has mistakes.
      if (loaded.template && loaded.problems.length === 0 && !known?.loaded.scene) continue;
      this.#changed({ id, file, ...loaded });
    }
  }

  #read(): SceneFile[] {
    return readSceneFiles(join(this.#home.dir, 'scenes'));
  }

  #load(files: readonly SceneFile[], before: ReadonlyMap<string, Known>): Map<string, Known> {
    // The other scenes count, because a scene can run them, and no two can have one id.
    const around = [files.map(({ file }) => file).join('\n'), ...files.flatMap(templateText)].join('\n');
    return new Map(
      files.map((sceneFile) => {
        const { id, file, content } = sceneFile;
        const own = keyOf(content);
        const key = `${around}\n${own}`;
        const known = before.get(file);
        if (known?.key === key) return [file, known];
        const loaded = loadSceneFile(sceneFile, files, this.#home);
        return [file, { id, key, loaded, outcome: JSON.stringify(loaded) }];
      }),
    );
  }
}

/** What tells one content of a file from another. */
function keyOf(content: SceneFile['content']): string {
  return 'unreadable' in content ? content.unreadable : Buffer.from(content).toString('latin1');
}

function textOf(file: string): string | undefined {
  const content = readContent(file);
  return content && keyOf(content);
}

function textsOf(files: readonly string[]): ReadonlyMap<string, string | undefined> {
  return new Map(files.map((file) => [file, textOf(file)]));
}

/** The text of a template, which its uses are made of. */
function templateText({ content }: SceneFile): string[] {
  if ('unreadable' in content) return [];
  const text = Buffer.from(content).toString('latin1');
  return /^\s*["']?params["']?\s*:/m.test(text) ? [text] : [];
}
