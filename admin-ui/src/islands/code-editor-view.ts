// Loaded when a page has code to edit: it weighs more than all the rest of the console.
import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { html } from '@codemirror/lang-html';
import { javascript, javascriptLanguage } from '@codemirror/lang-javascript';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { openReference, variableNames } from './variable-names';

/** An editor of what stands in the area; the area keeps what is sent. */
export function editor(root: ShadowRoot, area: HTMLTextAreaElement, language: string, label: string): EditorView {
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: area.value,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        highlightActiveLine(),
        syntaxHighlighting(COLOURS),
        language === 'javascript' ? javascript() : html(),
        javascriptLanguage.data.of({ autocomplete: references }),
        autocompletion({ override: [references] }),
        // Tab leaves the editor, as it leaves every field; Escape closes the completions.
        keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label }),
        EditorView.theme(LOOK, { dark: isDark }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) area.value = update.state.doc.toString();
        }),
      ],
    }),
  });
  return view;
}

async function references(context: CompletionContext): Promise<CompletionResult | null> {
  const line = context.state.doc.lineAt(context.pos);
  const typed = openReference(line.text.slice(0, context.pos - line.from));
  if (typed === undefined) return null;
  const rest = line.text.slice(context.pos - line.from).startsWith('}}') ? '' : '}}';
  const names = await variableNames();
  return {
    from: context.pos - typed.length,
    options: names.map((name) => ({ label: name, apply: name + rest, type: 'variable' })),
  };
}

// Of the console's own colours, which are readable on light and on dark ground.
const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.tagName], color: 'var(--accent)' },
  { tag: [tags.string, tags.attributeValue, tags.regexp], color: 'var(--hot)' },
  { tag: [tags.number, tags.bool, tags.null, tags.attributeName], color: 'var(--cold)' },
  { tag: [tags.propertyName, tags.definition(tags.variableName)], color: 'var(--warm)' },
  { tag: tags.comment, color: 'var(--ink-2)', fontStyle: 'italic' },
]);

const LOOK = {
  '&': {
    border: '1px solid var(--line-strong)',
    borderRadius: '4px',
    background: 'var(--surface)',
    color: 'var(--ink)',
    fontSize: '13px',
  },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '2px' },
  '.cm-content': { fontFamily: 'var(--font-code)', minHeight: '192px', caretColor: 'var(--ink)' },
  '.cm-scroller': { fontFamily: 'var(--font-code)', lineHeight: '20px', maxHeight: '60vh' },
  '.cm-gutters': { background: 'var(--surface-2)', color: 'var(--ink-2)', border: '0' },
  '.cm-activeLine': { background: 'color-mix(in srgb, var(--surface-2) 60%, transparent)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-tooltip': { background: 'var(--surface)', border: '1px solid var(--line-strong)', color: 'var(--ink)' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--accent)', color: 'var(--accent-ink)' },
};
