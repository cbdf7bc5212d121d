import { mdiContentSave, mdiPlay, mdiPlus } from '@mdi/js';
import { useComputed } from '@preact/signals';
import type { SceneSummary } from '../../web/api.ts';
import { SendingNote } from '../cards/sending.tsx';
import { clock } from '../live/clock.ts';
import { runScene } from '../live/commands.ts';
import { scenes } from '../live/home.ts';
import { chosen } from '../live/selection.ts';
import { Glyph } from '../ui/glyph.tsx';
import { Problem } from '../ui/problem.tsx';
import { Diagnostics } from './diagnostics.tsx';
import { document, isChanged, newScene, openScene, saveProblem, saveScene, saving } from './document.ts';
import { EditorFrame } from './editor-frame.tsx';
import { NewScene } from './new-scene.tsx';
import { Reading } from './reading.tsx';
import { Tests } from './tests.tsx';

/** A scene: its text, what that says in plain English, and what is true of it now. */
export function ScenePanel() {
  const wanted = useComputed(() => chosen.value.scene ?? clock.value?.next[0]?.scene ?? scenes.value[0]?.id);
  const open = document.value;
  // What is being written is not thrown away because something else was chosen.
  if (wanted.value !== undefined && open?.id !== wanted.value && !isChanged.value && !open?.isNew)
    queueMicrotask(() => void openScene(wanted.value!));
  return (
    <div class="scene">
      <div class="row">
        <label class="row grow">
          <span class="unseen">Scene</span>
          <select
            class="grow"
            value={open?.isNew ? '' : (open?.id ?? '')}
            onChange={(event) => {
              chosen.value = { scene: event.currentTarget.value };
              void openScene(event.currentTarget.value);
            }}
          >
            {(open === undefined || open.isNew) && (
              <option value="">{open ? 'a new scene' : 'choose'}</option>
            )}
            {scenes.value.map(({ id, name, problems }) => (
              <option key={id} value={id}>
                {name}
                {problems.length > 0 ? ' (with mistakes)' : ''}
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={newScene}>
          <Glyph path={mdiPlus} /> New
        </button>
      </div>
      {open ? <OpenScene /> : <Empty />}
    </div>
  );
}

function OpenScene() {
  const open = document.value!;
  const wrong = open.checked !== undefined && open.checked.problems.length > 0;
  const summary = scenes.value.find(({ id }) => id === open.id);
  return (
    <>
      {open.isNew && <NewScene />}
      <div class="scene-columns">
        <EditorFrame key={`${open.isNew} ${open.opened}`} />
        <Diagnostics />
        <Reading />
      </div>
      {saveProblem.value !== undefined && <Problem text={saveProblem.value} />}
      <div class="row">
        <button
          type="button"
          class="primary"
          disabled={!isChanged.value || wrong || saving.value || open.id === ''}
          title={wrong ? 'A file with mistakes never replaces the running scene' : 'Save (Ctrl S)'}
          onClick={() => void saveScene()}
        >
          <Glyph path={mdiContentSave} /> Save
        </button>
        {!open.isNew && (
          <button type="button" disabled={summary?.running === false} onClick={() => void runScene(open.id)}>
            <Glyph path={mdiPlay} /> Run now
          </button>
        )}
        <span class="muted" role="status">
          {saving.value ? 'saving…' : isChanged.value ? 'not saved yet' : open.isNew ? '' : standing(summary)}
        </span>
      </div>
      {!open.isNew && <SendingNote target={`scene:${open.id}`} />}
      {!open.isNew && <Tests key={open.id} scene={open.id} />}
    </>
  );
}

/** What the home makes of the file as it is saved. */
function standing(summary: SceneSummary | undefined): string {
  if (summary?.template) return 'saved; it runs through its uses';
  if (summary?.running === false) return 'not running: it has mistakes';
  if (summary !== undefined && summary.problems.length > 0)
    return 'it has mistakes; the sound one before goes on';
  return 'saved, and running';
}

function Empty() {
  if (scenes.value.length > 0) return <p class="muted">Opening…</p>;
  return (
    <div class="empty stack">
      <p class="sentence">There are no scenes yet.</p>
      <button type="button" class="primary" onClick={newScene}>
        Start with the morning routine
      </button>
    </div>
  );
}
