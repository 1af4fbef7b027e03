/** `<file-text for="id">` around a file input: puts the file's text into that field. Without JavaScript it stays hidden. */
export class FileText extends HTMLElement {
  connectedCallback(): void {
    this.hidden = false;
    this.addEventListener('change', (event) => void this.read(event.target as HTMLInputElement));
  }

  private async read(input: HTMLInputElement): Promise<void> {
    const field = document.getElementById(this.getAttribute('for') ?? '');
    const file = input.files?.[0];
    if (file && field instanceof HTMLTextAreaElement) field.value = await file.text();
  }
}
