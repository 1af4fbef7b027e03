/** `<show-when>` in a form: hides fields with `data-when="name" data-is='["value"]'` while that field has another value. */
export class ShowWhen extends HTMLElement {
  connectedCallback(): void {
    const form = this.closest('form');
    if (!form) return;
    form.addEventListener('change', () => show(form));
    show(form);
    // While htmx swaps it in, the fields that it replaces are still there, under the same names.
    queueMicrotask(() => show(form));
  }
}

function show(form: HTMLFormElement): void {
  for (const field of form.querySelectorAll<HTMLElement>('[data-when]')) {
    const wanted: string[] = JSON.parse(field.dataset.is ?? '[]');
    field.hidden = !wanted.includes(value(form, field.dataset.when ?? ''));
  }
}

function value(form: HTMLFormElement, name: string): string {
  const control = form.elements.namedItem(name);
  if (control instanceof HTMLInputElement && control.type === 'checkbox') return String(control.checked);
  return control instanceof HTMLInputElement || control instanceof HTMLSelectElement ? control.value : '';
}
