/** A glyph of @mdi/js. It says nothing by itself: a word is always beside it, or in the label of its button. */
export function Glyph({ path, class: name = '' }: { path: string; class?: string }) {
  return (
    <svg class={`glyph ${name}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
