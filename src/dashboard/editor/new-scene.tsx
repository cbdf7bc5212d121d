import { scenes } from '../live/home.ts';
import { document, nameScene } from './document.ts';

/** Names a scene that has no file yet: `scenes/<name>.yaml`. */
export function NewScene() {
  const id = document.value?.id ?? '';
  const taken = scenes.value.some((scene) => scene.id === id);
  const wrong = id !== '' && !/^[a-z][a-z0-9_-]{0,63}$/.test(id);
  return (
    <label class="stack">
      <span>
        The file <code>scenes/{id === '' ? '…' : id}.yaml</code>
      </span>
      <input
        type="text"
        value={id}
        placeholder="wake-up-light"
        aria-label="Name of the file"
        aria-invalid={taken || wrong}
        onInput={(event) => nameScene(event.currentTarget.value)}
      />
      {taken && <span class="error small">There is a scene with that name already.</span>}
      {wrong && (
        <span class="error small">Small letters, digits, _ and -, beginning with a letter, at most 64.</span>
      )}
    </label>
  );
}
