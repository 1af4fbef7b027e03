import { fitting, openReference, variableNames } from './variable-names';

type Box = HTMLInputElement | HTMLTextAreaElement;
let count = 0;

/** `<variable-field>` around a text field: `{{` offers the variables. */
export class VariableField extends HTMLElement {
  private list: HTMLUListElement | undefined;

  connectedCallback(): void {
    const box = this.querySelector<Box>('input, textarea');
    if (!box) return;
    // A row that was copied brings its list along.
    for (const old of this.querySelectorAll('ul')) old.remove();
    box.addEventListener('input', () => void this.offer(box));
    box.addEventListener('keydown', (event) => this.key(event as KeyboardEvent, box));
    box.addEventListener('blur', () => this.close(box));
  }

  private async offer(box: Box): Promise<void> {
    const typed = openReference(box.value.slice(0, box.selectionStart ?? 0));
    const names = typed === undefined ? [] : fitting(await variableNames(), typed);
    if (names.length === 0) this.close(box);
    else this.show(box, names);
  }

  private show(box: Box, names: string[]): void {
    this.list ??= this.makeList(box);
    this.list.replaceChildren(
      ...names.map((name, i) => {
        const option = document.createElement('li');
        option.id = `${this.list?.id}-${i}`;
        option.role = 'option';
        option.textContent = name;
        // Before the field loses the focus, which closes the list.
        option.addEventListener('pointerdown', (event) => {
          event.preventDefault();
          this.take(box, name);
        });
        return option;
      }),
    );
    this.list.hidden = false;
    box.setAttribute('aria-expanded', 'true');
    this.select(box, 0);
  }

  private makeList(box: Box): HTMLUListElement {
    const list = document.createElement('ul');
    list.role = 'listbox';
    list.id = `variables-${++count}`;
    list.setAttribute('aria-label', '{{…}}');
    box.setAttribute('role', 'combobox');
    box.setAttribute('aria-autocomplete', 'list');
    box.setAttribute('aria-controls', list.id);
    this.append(list);
    return list;
  }

  private options(): HTMLElement[] {
    return this.list && !this.list.hidden ? [...this.list.querySelectorAll<HTMLElement>('li')] : [];
  }

  private select(box: Box, index: number): void {
    const options = this.options();
    for (const [i, option] of options.entries()) option.setAttribute('aria-selected', String(i === index));
    box.setAttribute('aria-activedescendant', options[index]?.id ?? '');
    options[index]?.scrollIntoView({ block: 'nearest' });
  }

  private key(event: KeyboardEvent, box: Box): void {
    const options = this.options();
    if (options.length === 0) return;
    const at = options.findIndex((option) => option.getAttribute('aria-selected') === 'true');
    if (event.key === 'ArrowDown') this.select(box, (at + 1) % options.length);
    else if (event.key === 'ArrowUp') this.select(box, (at + options.length - 1) % options.length);
    else if (event.key === 'Enter' || event.key === 'Tab') this.take(box, options[at]?.textContent ?? '');
    else if (event.key === 'Escape') this.close(box);
    else return;
    event.preventDefault();
  }

  private take(box: Box, name: string): void {
    const end = box.selectionStart ?? box.value.length;
    const start = box.value.lastIndexOf('{{', end);
    const rest = box.value.slice(end).replace(/^\}\}/, '');
    box.value = `${box.value.slice(0, start)}{{${name}}}${rest}`;
    const cursor = start + name.length + 4;
    box.setSelectionRange(cursor, cursor);
    this.close(box);
    box.dispatchEvent(new Event('change', { bubbles: true }));
  }

  private close(box: Box): void {
    if (!this.list) return;
    this.list.hidden = true;
    box.setAttribute('aria-expanded', 'false');
    box.removeAttribute('aria-activedescendant');
  }
}
