const FEW = 8;

/** `<check-list label="Search">` around boxes: counts what is ticked, and narrows a long list by what is typed. */
export class CheckList extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('change', () => this.count());
    if (this.choices().length > FEW) this.before(this.search());
  }

  private choices(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('label')];
  }

  private search(): HTMLInputElement {
    const box = document.createElement('input');
    box.type = 'search';
    box.setAttribute('aria-label', this.getAttribute('label') ?? '');
    box.placeholder = this.getAttribute('label') ?? '';
    box.addEventListener('input', () => this.narrow(box.value.trim().toLowerCase()));
    // Enter in it would send the whole form.
    box.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') event.preventDefault();
    });
    return box;
  }

  private narrow(wanted: string): void {
    for (const choice of this.choices()) choice.hidden = !choice.textContent?.toLowerCase().includes(wanted);
  }

  private count(): void {
    const count = this.parentElement?.querySelector('[data-count]');
    const digits = new Intl.NumberFormat(document.documentElement.lang || 'en');
    if (count) count.textContent = digits.format(this.querySelectorAll('input:checked').length);
  }
}
