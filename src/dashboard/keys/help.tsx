import { useEffect, useRef } from 'preact/hooks';
import { startTour } from '../tour/state.ts';
import { helpOpen } from '../ui/panels.ts';
import { keys } from './keys.ts';

const names: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

/** The keys, and the way back to the tour. */
export function Help() {
  const dialog = useRef<HTMLDialogElement>(null);
  const isOpen = helpOpen.value;
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog
      ref={dialog}
      class="help"
      aria-labelledby="help-title"
      onClose={() => {
        helpOpen.value = false;
      }}
    >
      <h2 id="help-title" class="sentence">
        Keys
      </h2>
      <dl class="key-list">
        {keys.map(({ keys: pressed, does }) => (
          <div key={does}>
            <dt>
              {pressed.map((key) => (
                <kbd key={key}>{names[key] ?? key.toUpperCase()}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <div class="row">
        <button
          type="button"
          onClick={() => {
            helpOpen.value = false;
            startTour();
          }}
        >
          Show me around (60 s)
        </button>
        <button
          type="button"
          class="primary"
          onClick={() => {
            helpOpen.value = false;
          }}
        >
          Close
        </button>
      </div>
    </dialog>
  );
}
