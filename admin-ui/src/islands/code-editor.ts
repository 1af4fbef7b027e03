import type { EditorView } from '@codemirror/view';

/** `<code-editor language="html|javascript">` around a text area: an editor over it. Without JavaScript the area stays. */
export class CodeEditor extends HTMLElement {
  private view: EditorView | undefined;

  connectedCallback(): void {
    const area = this.querySelector('textarea');
    if (area && !this.view) void this.start(area);
  }

  disconnectedCallback(): void {
    this.view?.destroy();
    this.view = undefined;
  }

  private async start(area: HTMLTextAreaElement): Promise<void> {
    const { editor } = await import('./code-editor-view');
    // In a shadow tree its styles are sheets, which the page's policy allows; style elements it does not.
    const root = this.attachShadow({ mode: 'open' });
    const label = document.querySelector(`label[for="${area.id}"]`)?.firstChild?.textContent?.trim() ?? '';
    this.view = editor(root, area, this.getAttribute('language') ?? 'html', label);
    document.querySelector(`label[for="${area.id}"]`)?.addEventListener('click', () => this.view?.focus());
    this.dataset.ready = '';
  }
}
