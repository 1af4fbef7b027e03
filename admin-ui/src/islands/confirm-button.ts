/**
 * `<confirm-button>` around a submit button and a dialog: asks first. Without JavaScript the form is simply sent. With
 * `when="name=value"` it asks only if that choice of the form is made.
 */
export class ConfirmButton extends HTMLElement {
  private confirmed = false;

  connectedCallback(): void {
    const form = this.closest('form');
    if (!form) return;
    form.addEventListener('submit', (event) => this.ask(event, form));
    this.addEventListener('click', (event) => this.answer(event.target as Element, form));
  }

  private ask(event: Event, form: HTMLFormElement): void {
    if (this.confirmed || !this.applies(form)) return;
    event.preventDefault();
    this.querySelector('dialog')?.showModal();
  }

  private answer(target: Element, form: HTMLFormElement): void {
    const yes = target.closest('[data-confirm]');
    if (yes || target.closest('[data-cancel]')) this.querySelector('dialog')?.close();
    if (yes) {
      this.confirmed = true;
      form.requestSubmit();
    }
  }

  private applies(form: HTMLFormElement): boolean {
    const [name, value] = (this.getAttribute('when') ?? '').split('=');
    return !name || form.querySelector<HTMLInputElement>(`[name="${name}"]:checked`)?.value === value;
  }
}
