import { beforeEach, expect, test, vi } from 'vitest';
import { mount } from './mount';
import { VariableField } from './variable-field';

let box: HTMLInputElement;

beforeEach(() => {
  if (!customElements.get('variable-field')) customElements.define('variable-field', VariableField);
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(['Price', 'Page URL', 'Cart'])));
  mount('<variable-field><input></variable-field>');
  box = document.querySelector('input') as HTMLInputElement;
});

async function type(text: string): Promise<void> {
  box.value = text;
  box.setSelectionRange(text.length, text.length);
  box.dispatchEvent(new Event('input'));
  await vi.waitFor(() => expect(document.querySelectorAll('li').length).toBeGreaterThan(0));
}

function press(key: string): void {
  box.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
}

test('completes a variable with the keyboard', async () => {
  await type('BDT {{p');
  press('ArrowDown');
  press('Enter');
  expect(box.value).toBe('BDT {{Page URL}}');
  expect(document.querySelector('ul')?.hidden).toBe(true);
});

test('leaves what was typed alone on Escape', async () => {
  await type('{{p');
  press('Escape');
  expect(box.value).toBe('{{p');
  expect(box.getAttribute('aria-expanded')).toBe('false');
});
