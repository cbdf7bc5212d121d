/** A text in the code of a scene, and where it begins. */
interface Named {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** What the functions of a scene read, as far as they name it outright: `home.get('lamp', 'power')`. */
export function readsInCode(code: string): { readonly device: Named; readonly prop: Named | undefined }[] {
  const found = withoutComments(code).matchAll(
    /\.(?:get\(\s*(['"])([\w-]+)\1\s*,\s*(['"])(\w+)\3|isOnline\(\s*(['"])([\w-]+)\5)\s*,?\s*\)/dg,
  );
  const named = ([start]: [number, number], text: string): Named => {
    // The quote before it is where it begins.
    const before = code.slice(0, start - 1).split('\n');
    return { text, line: before.length, column: before.at(-1)!.length + 1 };
  };
  return [...found].map(({ 2: device, 4: prop, 6: asked, indices }) => {
    if (asked !== undefined) return { device: named(indices![6]!, asked), prop: undefined };
    return { device: named(indices![2]!, device!), prop: named(indices![4]!, prop!) };
  });
}

/** What is said in a comment is not read. */
function withoutComments(code: string): string {
  return code.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, (comment) =>
    comment.replaceAll(/[^\n]/g, ' '),
  );
}
