import { beforeEach, expect, test, vi } from 'vitest';
import { mount } from './mount';
import { SiteSearch } from './site-search';

let dialog: HTMLDialogElement;

beforeEach(() => {
  if (!customElements.get('site-search')) customElements.define('site-search', SiteSearch);
  mount(
    `<site-search><a href="/search">Search</a><dialog><form><input><a href="#1">One</a><a href="#2">Two</a></form></dialog></site-search><textarea></textarea>`,
  );
  dialog = document.querySelector('dialog') as HTMLDialogElement;
  dialog.showModal = vi.fn();
});

function press(key: string, on: Element): void {
  on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}

test('opens on a slash, but not for who is typing one', () => {
  press('/', document.querySelector('textarea') as Element);
  expect(dialog.showModal).not.toHaveBeenCalled();
  press('/', document.body);
  expect(dialog.showModal).toHaveBeenCalledOnce();
});

test('walks through what was found with the arrow keys', () => {
  const box = dialog.querySelector('input') as HTMLInputElement;
  box.focus();
  press('ArrowDown', box);
  expect(document.activeElement?.textContent).toBe('One');
  press('ArrowDown', document.activeElement as Element);
  expect(document.activeElement?.textContent).toBe('Two');
  press('ArrowUp', document.activeElement as Element);
  press('ArrowUp', document.activeElement as Element);
  expect(document.activeElement).toBe(box);
});
