/** `<site-search>` around a link to the search page and a dialog: `/` opens it from anywhere, arrows walk through what is found. */
export class SiteSearch extends HTMLElement {
  private readonly onKey = (event: KeyboardEvent) => this.key(event);

  connectedCallback(): void {
    document.addEventListener('keydown', this.onKey);
    this.querySelector('a')?.addEventListener('click', (event) => {
      event.preventDefault();
      this.open();
    });
    this.querySelector('dialog')?.addEventListener('keydown', (event) => this.walk(event));
  }

  disconnectedCallback(): void {
    document.removeEventListener('keydown', this.onKey);
  }

  private key(event: KeyboardEvent): void {
    const target = event.target as HTMLElement | null;
    const isTyping = target?.closest('input, textarea, select, [contenteditable], code-editor');
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.open();
  }

  private open(): void {
    const dialog = this.querySelector('dialog');
    if (!dialog || dialog.open) return;
    dialog.showModal();
    dialog.querySelector('input')?.select();
    dialog.querySelector('form')?.dispatchEvent(new Event('opened'));
  }

  private walk(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const links = [...this.querySelectorAll<HTMLAnchorElement>('dialog a')];
    const box = this.querySelector('input');
    if (event.key === 'Escape') {
      // In a search field the first Escape would only empty it.
      event.preventDefault();
      this.querySelector('dialog')?.close();
    } else if (event.key === 'Enter' && event.target === box && links[0]) {
      event.preventDefault();
      links[0].click();
    } else if (step !== 0 && box) {
      event.preventDefault();
      const at = links.indexOf(document.activeElement as HTMLAnchorElement) + step;
      (at < 0 ? box : links[Math.min(at, links.length - 1)])?.focus();
    }
  }
}
