import {
  acceptCompletion,
  autocompletion,
  completionKeymap,
  startCompletion,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import {
  bracketMatching,
  defaultHighlightStyle,
  HighlightStyle,
  syntaxHighlighting,
} from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState, type Text } from '@codemirror/state';
import { EditorView, highlightActiveLine, keymap, lineNumbers, tooltips } from '@codemirror/view';
import type { Diagnostic } from '../../web/api.ts';
import { complete } from './complete.ts';

export interface Editor {
  /** Marks mistakes where they are. */
  show(problems: readonly Diagnostic[]): void;
  close(): void;
}

interface EditorOptions {
  readonly text: string;
  readonly dark: boolean;
  readonly changed: (text: string) => void;
  readonly save: () => void;
}

/**
 * CodeMirror with the home's own diagnostics and completions.
 *
 * It lives in a shadow root: there its styles are constructed sheets, which the page's content policy allows, and not
 * style elements, which it does not.
 */
export function createEditor(element: HTMLElement, { text, dark, changed, save }: EditorOptions): Editor {
  const host = element.appendChild(globalThis.document.createElement('div'));
  host.style.height = '100%';
  const root = host.attachShadow({ mode: 'open' });
  const view = new EditorView({
    root,
    parent: root as unknown as Element,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        history(),
        bracketMatching(),
        highlightActiveLine(),
        lintGutter(),
        yaml(),
        syntaxHighlighting(dark ? darkColours : defaultHighlightStyle),
        autocompletion({ override: [complete], activateOnTyping: true }),
        EditorView.lineWrapping,
        // Within the panel, which cuts off what sticks out: what has no room below a line stands above it.
        tooltips({
          position: 'absolute',
          tooltipSpace: () => (element.closest('.panel') ?? element).getBoundingClientRect(),
        }),
        EditorView.contentAttributes.of({ 'aria-label': 'The text of the scene', tabindex: '0' }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) changed(state.doc.toString());
        }),
        keymap.of([
          { key: 'Mod-s', preventDefault: true, run: always(save) },
          { key: 'Tab', run: (target) => acceptCompletion(target) || indentMore(target), shift: indentLess },
          { key: 'Alt-Enter', run: startCompletion },
          // Whoever came in with the keyboard must come out with it.
          { key: 'Escape', run: always((target) => target.contentDOM.blur()) },
          ...completionKeymap,
          ...historyKeymap,
          ...defaultKeymap,
        ]),
        look(dark),
      ],
    }),
  });
  return {
    show: (problems) => {
      const { doc } = view.state;
      view.dispatch(
        setDiagnostics(
          view.state,
          problems.map((problem) => marked(doc, problem)),
        ),
      );
    },
    close: () => {
      view.destroy();
      host.remove();
    },
  };
}

/** A command that has always done something: no other one is asked. */
function always(act: (view: EditorView) => void): (view: EditorView) => boolean {
  return (view) => {
    act(view);
    return true;
  };
}

function marked(doc: Text, { line, column, length, message, severity, suggestion }: Diagnostic) {
  const at = doc.line(Math.min(Math.max(1, line), doc.lines));
  const from = Math.min(at.from + column - 1, at.to);
  const to = Math.min(from + length, doc.length);
  return {
    from,
    to,
    severity,
    message,
    actions:
      suggestion === null
        ? []
        : [
            {
              name: `Write ${suggestion}`,
              apply: (view: EditorView, start: number, end: number) =>
                view.dispatch({ changes: { from: start, to: end, insert: suggestion } }),
            },
          ],
  };
}

/** The colours of the default style, each with one that can be read on a dark ground. */
const onDark: Readonly<Record<string, string>> = {
  '#404740': '#a9b7c8',
  '#219': '#3ddc97',
  '#164': '#3ddc97',
  '#a11': '#d6e2ee',
  '#00c': '#8ab4ff',
  '#940': '#9fb0c3',
  '#f00': '#ff6b6b',
};

const darkColours = HighlightStyle.define(
  defaultHighlightStyle.specs.map((spec) =>
    typeof spec.color === 'string' ? { ...spec, color: onDark[spec.color] ?? '#8ab4ff' } : spec,
  ),
);

function look(dark: boolean) {
  return EditorView.theme(
    {
      '&': {
        height: '100%',
        maxHeight: '48dvh',
        fontSize: '16px',
        backgroundColor: 'var(--ground)',
        color: 'var(--text)',
        borderRadius: 'var(--round)',
      },
      '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5', overflow: 'auto' },
      '.cm-gutters': { backgroundColor: 'var(--panel)', color: 'var(--muted)', border: '0' },
      '.cm-activeLine': { backgroundColor: 'var(--raised)' },
      '.cm-content': { caretColor: 'var(--text)' },
      '.cm-cursor': { borderLeftColor: 'var(--text)' },
      '.cm-tooltip': {
        zIndex: '5',
        backgroundColor: 'var(--panel)',
        color: 'var(--text)',
        border: '1px solid var(--line-strong)',
        borderRadius: '8px',
        fontSize: '16px',
      },
      '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
        backgroundColor: 'var(--waiting)',
        color: 'var(--on-colour)',
      },
      '.cm-diagnosticAction': { fontSize: '16px' },
    },
    { dark },
  );
}
