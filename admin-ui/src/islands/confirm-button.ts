/**
 * `<confirm-button>` around a submit button and a dialog: asks first. Without JavaScript the form is simply sent. With
 * `when="name=value"` it asks only if that choice of the form is made.
 */
export class ConfirmButton extends HTMLElement {
  connectedCallback(): void {
    const dialog = this.querySelector('dialog');
    const form = this.closest('form');
    if (!dialog || !form) return;
    let confirmed = false;
    form.addEventListener('submit', (event) => {
      if (confirmed || !this.applies(form)) return;
      event.preventDefault();
      dialog.showModal();
    });
    dialog.querySelector('[data-confirm]')?.addEventListener('click', () => {
      confirmed = true;
      dialog.close();
      form.requestSubmit();
    });
    dialog.querySelector('[data-cancel]')?.addEventListener('click', () => dialog.close());
  }

  private applies(form: HTMLFormElement): boolean {
    const [name, value] = (this.getAttribute('when') ?? '').split('=');
    return !name || new FormData(form).get(name) === value;
  }
}
