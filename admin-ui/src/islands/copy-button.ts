/** `<copy-button for="id" done="Copied">` around a button: copies that element's text and says so. */
export class CopyButton extends HTMLElement {
  connectedCallback(): void {
    this.hidden = false;
    this.addEventListener('click', () => void this.copy());
  }

  private async copy(): Promise<void> {
    const source = document.getElementById(this.getAttribute('for') ?? '');
    const label = this.querySelector('[data-label]');
    if (!source || !label) return;
    if (!(await write(source))) return;
    const before = label.textContent;
    label.textContent = this.getAttribute('done');
    setTimeout(() => {
      label.textContent = before;
    }, 2000);
  }
}

/** The clipboard is closed to pages without https: then the text is selected, for Ctrl-C. */
async function write(source: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(source.textContent ?? '');
    return true;
  } catch {
    getSelection()?.selectAllChildren(source);
    return false;
  }
}
