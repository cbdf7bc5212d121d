import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { theme } from '../ui/theme.ts';
import { document, followHome, saveScene, typeText } from './document.ts';
import type { Editor } from './editor.ts';

/** Where the editor stands. It is loaded when a scene is first opened; until then the text is there to be read. */
export function EditorFrame() {
  const frame = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | undefined>(undefined);
  const loaded = useSignal(false);
  const dark = theme.value === 'dark';

  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    let gone = false;
    void import('./editor.ts').then(({ createEditor }) => {
      if (gone) return;
      editor.current = createEditor(element, {
        text: document.peek()?.text ?? '',
        dark,
        changed: typeText,
        save: () => void saveScene(),
      });
      loaded.value = true;
      editor.current.show(document.peek()?.checked?.problems ?? []);
    });
    return () => {
      gone = true;
      editor.current?.close();
      editor.current = undefined;
    };
  }, [dark, loaded]);

  useEffect(followHome, []);

  const problems = document.value?.checked?.problems;
  useEffect(() => {
    editor.current?.show(problems ?? []);
  }, [problems]);

  return (
    <div ref={frame} class="editor" data-loaded={loaded.value}>
      {!loaded.value && <pre class="payload">{document.value?.text}</pre>}
    </div>
  );
}
