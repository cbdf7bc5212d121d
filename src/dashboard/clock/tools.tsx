import { mdiHelp, mdiPresentation, mdiThemeLightDark } from '@mdi/js';
import { Glyph } from '../ui/glyph.tsx';
import { helpOpen } from '../ui/panels.ts';
import { presenting, toggleTheme } from '../ui/theme.ts';

export function Tools() {
  return (
    <div class="row tools">
      <button
        type="button"
        class="plain"
        title="Light or dark (L)"
        aria-label="Light or dark"
        onClick={toggleTheme}
      >
        <Glyph path={mdiThemeLightDark} />
      </button>
      <button
        type="button"
        class="plain"
        title="Presenter mode (P)"
        aria-label="Presenter mode"
        aria-pressed={presenting.value}
        onClick={() => {
          presenting.value = !presenting.value;
        }}
      >
        <Glyph path={mdiPresentation} />
      </button>
      <button
        type="button"
        class="plain"
        title="Keys and help (?)"
        aria-label="Keys and help"
        onClick={() => {
          helpOpen.value = true;
        }}
      >
        <Glyph path={mdiHelp} />
      </button>
    </div>
  );
}
