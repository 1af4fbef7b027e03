type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
const CONTROLS = 'input, select, textarea';

/**
 * `<row-table remove="Remove">` around a table of fields and the button that adds a row: adds and removes rows without
 * asking the server. Rows may have gaps in their numbers.
 */
export class RowTable extends HTMLElement {
  connectedCallback(): void {
    for (const row of this.rows()) this.addRemove(row);
    this.querySelector('button[name=add]')?.addEventListener('click', (event) => {
      event.preventDefault();
      this.more()?.querySelector<HTMLElement>(CONTROLS)?.focus();
    });
  }

  /** As many rows as there are among the names of these fields, and under their numbers. */
  hold(names: string[]): void {
    const start =
      this.rows()[0]
        ?.querySelector<Control>(CONTROLS)
        ?.name.replace(/\d+\].*/, '') ?? '';
    const inside = names.filter((name) => start.endsWith('[') && name.startsWith(start));
    const numbers = [...new Set(inside.map((name) => Number.parseInt(name.slice(start.length), 10)))];
    if (numbers.length === 0) return;
    while (this.rows().length < numbers.length) this.more();
    for (const row of this.rows().slice(numbers.length)) row.remove();
    for (const [i, row] of this.rows().entries()) {
      for (const control of row.querySelectorAll<Control>(CONTROLS)) {
        control.name = start + numbers[i] + control.name.slice(control.name.indexOf(']', start.length));
      }
    }
  }

  private rows(): HTMLTableRowElement[] {
    return [...this.querySelectorAll<HTMLTableRowElement>('tbody tr')];
  }

  private more(): HTMLTableRowElement | undefined {
    const last = this.rows().at(-1);
    if (!last) return undefined;
    const row = last.cloneNode(true) as HTMLTableRowElement;
    for (const control of row.querySelectorAll<Control>(CONTROLS)) {
      control.name = next(control.name);
      control.id = `${control.id}n`;
      clear(control);
    }
    for (const old of row.querySelectorAll('.wrong, .row-remove')) old.remove();
    last.after(row);
    this.addRemove(row);
    return row;
  }

  private addRemove(row: HTMLTableRowElement): void {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button plain';
    button.textContent = '×';
    button.setAttribute('aria-label', this.getAttribute('remove') ?? '');
    button.addEventListener('click', () => this.removeRow(row));
    const cell = document.createElement('td');
    cell.className = 'row-remove';
    cell.append(button);
    row.append(cell);
  }

  /** The last one is emptied instead: new ones are made of it. */
  private removeRow(row: HTMLTableRowElement): void {
    if (this.rows().length > 1) row.remove();
    else for (const control of row.querySelectorAll<Control>(CONTROLS)) clear(control);
    this.querySelector<HTMLElement>('button[name=add]')?.focus();
  }
}

function next(name: string): string {
  return name.replace(/\[(\d+)\]/, (_, index) => `[${Number(index) + 1}]`);
}

function clear(control: Control): void {
  if (control instanceof HTMLInputElement && control.type === 'checkbox') control.checked = false;
  else if (control instanceof HTMLSelectElement) control.selectedIndex = 0;
  else control.value = '';
  control.removeAttribute('aria-invalid');
}
