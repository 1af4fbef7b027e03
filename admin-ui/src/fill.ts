// What stands in a form, and putting it into a fresh copy of it, also where rows and conditions had been added.
import type { RowTable } from './islands/row-table';

const NEVER = new Set(['password', 'file', 'submit', 'button', 'reset', 'image']);
/** Of the session, not of who typed. */
const TOKEN = 'csrf';

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
/** Name and value, in the order of the form. */
export type Fields = [string, string][];

/** `typed`: whether there is a field that somebody fills in. */
export function fieldsOf(form: HTMLFormElement): { all: Fields; typed: boolean } {
  const found = controls(form);
  return { all: found.flatMap(written), typed: found.some((control) => control.type !== 'hidden') };
}

/** @param lively brings what the server's answer is made of to life */
export async function fill(form: HTMLFormElement, fields: Fields, lively: (part: Element) => void): Promise<void> {
  // Which fields a condition or a variant has says the server, to whom the form is given as if another one had been added.
  if (form.dataset.filled !== undefined) await ask(form, fields, lively);
  else put(form, fields);
}

async function ask(form: HTMLFormElement, fields: Fields, lively: (part: Element) => void): Promise<void> {
  const token = form.querySelector<HTMLInputElement>(`[name=${TOKEN}]`)?.value ?? '';
  const body = new URLSearchParams([...fields, [TOKEN, token], ['then', 'keep']]);
  const answer = await fetch(form.getAttribute('action') ?? '', { method: 'POST', body });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const filled = page.getElementById(form.id);
  if (!answer.ok || !filled) return put(form, fields);
  form.replaceWith(filled);
  lively(filled);
}

function put(form: HTMLFormElement, fields: Fields): void {
  const names = fields.map(([name]) => name);
  for (const table of form.querySelectorAll<RowTable>('row-table')) table.hold(names);
  const left = [...fields];
  for (const control of controls(form)) {
    const box = isBox(control);
    const found = left.findIndex(([name, value]) => name === control.name && (!box || value === control.value));
    if (box) (control as HTMLInputElement).checked = found >= 0;
    if (found < 0) continue;
    const [[, value]] = left.splice(found, 1) as [[string, string]];
    if (!box) control.value = value;
    control.dispatchEvent(new Event('input', { bubbles: true }));
    control.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

function controls(form: HTMLFormElement): Control[] {
  return ([...form.elements] as Control[]).filter(
    (each) =>
      each.name && each.name !== TOKEN && 'value' in each && !NEVER.has(each.type) && each.dataset.secret === undefined,
  );
}

function written(control: Control): Fields {
  return isBox(control) && !(control as HTMLInputElement).checked ? [] : [[control.name, control.value]];
}

function isBox(control: Control): boolean {
  return control.type === 'checkbox' || control.type === 'radio';
}
