import { relative } from 'node:path';
import { MilletError } from '../core/errors.ts';
import { loadHome } from '../files/load-home.ts';
import { formatProblem } from '../files/problems.ts';
import { type SceneChange, watchScenes } from '../files/watch.ts';
import type { Session } from '../session.ts';
import type { LoadedHome } from './open-home.ts';
import { becomesOf } from './scene-changes.ts';

/** Watches the files of a home that runs, and does or tells what it means that one was saved. */
export function watchFiles(
  loaded: LoadedHome,
  session: Session,
  sceneSaved: (scene: string) => void,
): Promise<{ close(): Promise<void> }> {
  const changed = (change: SceneChange): void => {
    applyChange(change, session);
    sceneSaved(change.id);
  };
  return watchScenes(loaded, changed, {
    failed: (error) => console.error(`What is saved may not be noticed: ${reasonOf(error)}`),
    homeSaved: () => void tellOfHome(loaded),
    modelsSaved: (files) => tellOfModels(loaded.dir, files),
  });
}

/** A saved scene takes the old one's place; a broken one is told, and the old one goes on. */
function applyChange(change: SceneChange, { home }: Session): void {
  const isThere = home.simulation.engine.scene(change.id) !== undefined;
  if (change.problems.length === 0) {
    // A file that never was a scene may go without a word.
    if (change.scene || isThere)
      home.input({ type: 'scene', scene: change.id, definition: change.scene ?? null });
    return;
  }
  for (const problem of change.problems) console.error(formatProblem(problem));
  console.error(becomesOf(change.id, isThere));
}

/** The devices and rooms of a session are those that it began with. */
async function tellOfHome({ dir, home: running }: LoadedHome): Promise<void> {
  try {
    const { home, problems, files } = await loadHome(dir);
    const [file] = files;
    const own = problems.filter((problem) => problem.file === file);
    if (own.length === 0 && JSON.stringify(home) === JSON.stringify(running)) return;
    for (const problem of own) console.error(formatProblem(problem));
    console.error(
      own.length > 0
        ? 'The home goes on as it was before.'
        : `${file} was saved. The home goes on as it was before; stop it and run it again, and a new session begins with the new one.`,
    );
  } catch (error) {
    if (!(error instanceof MilletError)) throw error;
    console.error(`${error.message} The home goes on as it was before.`);
  }
}

/** So are their models. */
function tellOfModels(dir: string, files: readonly string[]): void {
  const names = files.map((file) => relative(dir, file)).join(', ');
  const verb = files.length === 1 ? 'has' : 'have';
  console.error(
    `${names} ${verb} changed. The home goes on with its models as they were; stop it and run it again, with --fresh where its session cannot go on with the new ones.`,
  );
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
