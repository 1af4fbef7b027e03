import { expect, test } from 'vitest';
import { CheckList } from './check-list';
import { mount } from './mount';

function start(many: number): void {
  if (!customElements.get('check-list')) customElements.define('check-list', CheckList);
  const boxes = Array.from(
    { length: many },
    (_, i) => `<label><input type="checkbox"><span>Trigger ${i}</span></label>`,
  );
  mount(
    `<fieldset><legend><span data-count>0</span></legend><check-list label="Search">${boxes.join('')}</check-list></fieldset>`,
  );
}

test('narrows a long list by what is typed', () => {
  start(20);
  const search = document.querySelector('input[type=search]') as HTMLInputElement;
  search.value = 'trigger 1';
  search.dispatchEvent(new Event('input'));
  expect([...document.querySelectorAll('label')].filter((label) => !label.hidden)).toHaveLength(11);
});

test('leaves a short list alone and says how many are ticked', () => {
  start(3);
  expect(document.querySelector('input[type=search]')).toBeNull();
  const box = document.querySelector('input') as HTMLInputElement;
  box.checked = true;
  box.dispatchEvent(new Event('change', { bubbles: true }));
  expect(document.querySelector('[data-count]')?.textContent).toBe('1');
});
