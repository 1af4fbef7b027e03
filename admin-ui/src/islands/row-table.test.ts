import { beforeEach, expect, test } from 'vitest';
import { mount } from './mount';
import { RowTable } from './row-table';

beforeEach(() => {
  if (!customElements.get('row-table')) customElements.define('row-table', RowTable);
  mount(`<form><row-table remove="Remove"><table><tbody><tr>
    <td><input id="a" name="params.map[4].key" value="x" aria-invalid="true"><span class="wrong">no</span></td></tr></tbody></table>
    <button name="add" value="params.map">More</button></row-table></form>`);
});
const names = () => [...document.querySelectorAll('input')].map((input) => [input.name, input.value]);

test('adds an empty row under the next number without sending the form', () => {
  const click = new MouseEvent('click', { cancelable: true, bubbles: true });
  document.querySelector('[name=add]')?.dispatchEvent(click);
  expect(click.defaultPrevented).toBe(true);
  expect(names()).toEqual([
    ['params.map[4].key', 'x'],
    ['params.map[5].key', ''],
  ]);
  expect(document.querySelectorAll('.wrong')).toHaveLength(1);
});

test('removes a row, and empties the last one', () => {
  document.querySelector<HTMLElement>('[name=add]')?.click();
  document.querySelector<HTMLElement>('.row-remove button')?.click();
  expect(names()).toEqual([['params.map[5].key', '']]);
  const input = document.querySelector('input') as HTMLInputElement;
  input.value = 'y';
  document.querySelector<HTMLElement>('.row-remove button')?.click();
  expect(names()).toEqual([['params.map[5].key', '']]);
});

test('has as many rows as the names that it is to hold', () => {
  const table = document.querySelector('row-table') as RowTable;
  table.hold(['name', 'params.map[2].key', 'params.map[2].value', 'params.map[7].key', 'params.mapped[9].key']);
  expect(names()).toEqual([
    ['params.map[2].key', 'x'],
    ['params.map[7].key', ''],
  ]);
  table.hold(['params.map[1].key']);
  expect(names()).toEqual([['params.map[1].key', 'x']]);
  table.hold(['name']);
  expect(names(), 'a form without any such field').toHaveLength(1);
});
