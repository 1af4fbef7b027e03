/** Puts a chosen text file into the box that `for` names, so that the form needs no upload. */
export class TextFile extends HTMLElement {
  connectedCallback(): void {
    this.hidden = false;
    this.querySelector('input')?.addEventListener('change', (event) => {
      const file = (event.target as HTMLInputElement).files?.[0];
      const box = document.getElementById(this.getAttribute('for') ?? '');
      if (file && box instanceof HTMLTextAreaElement) {
        void file.text().then((text) => {
          box.value = text;
          box.focus();
        });
      }
    });
  }
}
