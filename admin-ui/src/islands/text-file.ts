/** The server takes no longer field; its letters count as they travel, a Bengali one nine times. */
const MOST = 4 * 1024 * 1024;

/** Puts a chosen text file into the box that `for` names, so that the form needs no upload. Says so when it is too large. */
export class TextFile extends HTMLElement {
  connectedCallback(): void {
    this.hidden = false;
    this.querySelector('input')?.addEventListener(
      'change',
      (event) => void this.read(event.target as HTMLInputElement),
    );
  }

  private async read(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    const box = document.getElementById(this.getAttribute('for') ?? '');
    if (!file || !(box instanceof HTMLTextAreaElement)) return;
    const text = file.size < MOST ? await file.text() : '';
    const fits = file.size < MOST && new URLSearchParams({ '': text }).toString().length < MOST;
    this.querySelector<HTMLElement>('.wrong')?.toggleAttribute('hidden', fits);
    if (!fits) return;
    box.value = text;
    box.focus();
  }
}
