import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { Completions } from '../../web/api.ts';
import { postJson } from '../live/http.ts';

/** The kinds of CodeMirror that have a picture. */
const types = {
  key: 'property',
  value: 'enum',
  device: 'variable',
  property: 'property',
  method: 'function',
  event: 'interface',
  scene: 'class',
} as const;

/** What can stand at the cursor, from the one validator of the project; also where nothing has been typed yet. */
export async function complete(context: CompletionContext): Promise<CompletionResult | null> {
  const text = context.state.doc.toString();
  const typed = context.matchBefore(/[\w-]+|[{,:] ?|- /);
  if (!typed && !context.explicit) return null;
  try {
    const { from, to, options } = await postJson<Completions>('complete', { text, offset: context.pos });
    if (context.aborted || options.length === 0) return null;
    return {
      from,
      to,
      options: options.map(({ label, kind, insert, detail }) => ({
        label,
        type: types[kind],
        ...(insert === undefined ? {} : { apply: insert }),
        ...(detail === undefined ? {} : { detail }),
      })),
      validFor: /^[\w-]*$/,
    };
  } catch {
    // Without completions one types by hand; the diagnostics still say what is wrong.
    return null;
  }
}
