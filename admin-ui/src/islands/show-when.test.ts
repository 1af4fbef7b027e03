import { expect, test } from 'vitest';
import { mount } from './mount';
import { ShowWhen } from './show-when';

function start(): HTMLFormElement {
  if (!customElements.get('show-when')) customElements.define('show-when', ShowWhen);
  mount(`<form><select name="params.event"><option value="PageView">a</option><option value="custom">b</option></select>
    <input type="checkbox" name="params.wait"><div id="own" data-when="params.event" data-is='["custom"]'></div>
    <div id="time" data-when="params.wait" data-is='["true"]'></div><show-when></show-when></form>`);
  return document.querySelector('form') as HTMLFormElement;
}
const hidden = (id: string) => document.getElementById(id)?.hidden;

test('shows a field only while another one has the value it is for', () => {
  const form = start();
  expect(hidden('own')).toBe(true);
  (form.elements.namedItem('params.event') as HTMLSelectElement).value = 'custom';
  form.dispatchEvent(new Event('change'));
  expect(hidden('own')).toBe(false);
});

test('knows a box that is ticked', () => {
  const form = start();
  expect(hidden('time')).toBe(true);
  (form.elements.namedItem('params.wait') as HTMLInputElement).checked = true;
  form.dispatchEvent(new Event('change'));
  expect(hidden('time')).toBe(false);
});
