/** `<bulk-bar>` in a form with boxes named `id`: adds a box for all of them, and is out of sight until one is ticked. */
export class BulkBar extends HTMLElement {
  connectedCallback(): void {
    const form = this.closest('form');
    if (!form) return;
    this.addAll(form);
    form.addEventListener('change', () => this.update(form));
    this.update(form);
  }

  private addAll(form: HTMLFormElement): void {
    const head = form.querySelector('th.pick');
    const name = head?.querySelector('.sr-only')?.textContent ?? '';
    if (!head) return;
    const all = document.createElement('input');
    all.type = 'checkbox';
    all.setAttribute('aria-label', name);
    all.addEventListener('change', () => {
      for (const box of boxes(form)) box.checked = all.checked;
    });
    head.replaceChildren(all);
  }

  private update(form: HTMLFormElement): void {
    this.toggleAttribute('data-idle', !boxes(form).some((box) => box.checked));
  }
}

function boxes(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>('input[name=id]')];
}
