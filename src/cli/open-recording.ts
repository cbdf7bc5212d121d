import { checkHome } from '../core/check/index.ts';
import type { DeviceModel } from '../core/device/model.ts';
import { MilletError } from '../core/errors.ts';
import type { Home } from '../core/home.ts';
import { type RecordedJournal, readJournal } from '../files/journal-reader.ts';
import { loadModels } from '../files/models.ts';

/** A recorded session, and the products that its home needs. */
export interface OpenRecording extends RecordedJournal {
  readonly models: ReadonlyMap<string, DeviceModel>;
}

/**
 * Reads a journal so that it can be played again. Throws a `MilletError` when it is none, or when its home has models
 * that are neither built in nor in `dir`: a journal carries the home, not its products.
 */
export async function openRecording(path: string, dir: string): Promise<OpenRecording> {
  const journal = readJournal(path);
  return { ...journal, models: await modelsFor(journal.recording.options.home, dir) };
}

/** The products that a recorded home needs; throws a `MilletError` when some are neither built in nor in `dir`. */
export async function modelsFor(home: Home, dir: string): Promise<ReadonlyMap<string, DeviceModel>> {
  const { models } = await loadModels([dir]);
  const problem = checkHome(home, models)[0];
  if (!problem) return models;
  throw new MilletError(`The home of this journal cannot be replayed here: ${problem.message}.`, {
    hint: 'Where it has device models of its own, name its directory with --home.',
  });
}
