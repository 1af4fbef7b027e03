const QUIET_MS = 400;

/**
 * `<offer-preview>` in the form of an offer: sends the form, as it is, into the frame whenever somebody has changed it and
 * stopped. The button in it does the same by hand.
 */
export class OfferPreview extends HTMLElement {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly later = () => {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(), QUIET_MS);
  };

  connectedCallback(): void {
    const form = this.closest('form');
    form?.addEventListener('input', this.later);
    this.show();
  }

  disconnectedCallback(): void {
    clearTimeout(this.timer);
  }

  private show(): void {
    const button = this.querySelector<HTMLButtonElement>('[formtarget]');
    this.closest('form')?.requestSubmit(button);
  }
}
