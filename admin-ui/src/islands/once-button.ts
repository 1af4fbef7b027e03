/** `<once-button>` around a submit button: pressed twice, it sends once. */
export class OnceButton extends HTMLElement {
  private sent = false;

  connectedCallback(): void {
    this.closest('form')?.addEventListener('submit', (event) => this.once(event));
    // Back from the next page, the browser shows this one as it was left.
    window.addEventListener('pageshow', () => this.mark(false));
  }

  private once(event: Event): void {
    if (this.sent) event.preventDefault();
    else this.mark(true);
  }

  private mark(sent: boolean): void {
    this.sent = sent;
    // Not disabled: that would take the button's value out of the form and the focus off it.
    this.querySelector('button')?.setAttribute('aria-disabled', String(sent));
  }
}
