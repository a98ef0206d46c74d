// What: the code editor (CodeMirror 6) as a plain object: text in, text out, marks at lines. Tab leaves it, so nobody is
// caught in it who uses the keyboard only.
import { autocompletion, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, indentUnit } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import type { Diagnostic } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { wgsl } from './wgslLanguage.ts';

export interface Mark {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

export interface CodeOptions {
  readonly parent: HTMLElement;
  readonly onText: (text: string) => void;
  readonly onTry: () => void;
}

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '0.84rem', backgroundColor: 'var(--sunken)', color: 'var(--ink)' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--sunken)', color: 'var(--soft)', borderRight: '1px solid var(--line)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--key) 8%, transparent)' },
  '&.cm-focused': { outline: '3px solid var(--key)', outlineOffset: '-1px' },
  '.cm-panels, .cm-tooltip': { backgroundColor: 'var(--raised)', color: 'var(--ink)', borderColor: 'var(--line)' },
  '.cm-diagnosticText': { whiteSpace: 'pre-wrap' },
});

/** The page's CSP allows only style elements with the nonce that it names; CodeMirror makes one. */
const nonce = () => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

export class CodeView {
  private readonly view: EditorView;
  private readonly labels = new Compartment();
  private quiet = false;

  constructor({ parent, onText, onTry }: CodeOptions) {
    const run = () => (onTry(), true);
    const extensions = [
      ...[lineNumbers(), history(), drawSelection(), bracketMatching(), highlightActiveLine(), lintGutter()],
      ...[highlightSelectionMatches(), autocompletion(), indentUnit.of('  '), wgsl(), look, this.labels.of([])],
      keymap.of([
        { key: 'Mod-Enter', run },
        ...[...completionKeymap, ...searchKeymap, ...historyKeymap, ...lintKeymap, ...defaultKeymap],
      ]),
      EditorView.cspNonce.of(nonce()),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !this.quiet) onText(update.state.doc.toString());
      }),
    ];
    this.view = new EditorView({ parent, state: EditorState.create({ extensions }) });
  }

  setText(text: string): void {
    const { doc } = this.view.state;
    if (doc.toString() === text) return;
    this.quiet = true;
    this.view.dispatch({ changes: { from: 0, to: doc.length, insert: text } });
    this.quiet = false;
  }

  setAccess(label: string, readOnly: boolean): void {
    const attributes = EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' });
    this.view.dispatch({ effects: this.labels.reconfigure([attributes, EditorState.readOnly.of(readOnly)]) });
  }

  setMarks(marks: readonly Mark[]): void {
    const { doc } = this.view.state;
    const diagnostics = marks.flatMap(({ line, column = 1, severity, message }): Diagnostic[] => {
      if (line === undefined) return [];
      const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines));
      const at = Math.min(from + column - 1, to);
      return [{ from: at, to: Math.max(at, Math.min(to, at + 1)), severity, message }];
    });
    this.view.dispatch(setDiagnostics(this.view.state, diagnostics));
  }

  goTo(line: number, column = 1): void {
    const { from, to } = this.view.state.doc.line(Math.min(Math.max(line, 1), this.view.state.doc.lines));
    const at = Math.min(from + column - 1, to);
    this.view.dispatch({ selection: { anchor: at }, scrollIntoView: true });
    this.view.focus();
  }

  destroy(): void {
    this.view.destroy();
  }
}
