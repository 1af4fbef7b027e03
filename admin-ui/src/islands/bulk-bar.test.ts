import { expect, test } from 'vitest';
import { BulkBar } from './bulk-bar';
import { mount } from './mount';

test('shows itself once something is ticked, and ticks everything at once', () => {
  if (!customElements.get('bulk-bar')) customElements.define('bulk-bar', BulkBar);
  mount(`<form><bulk-bar></bulk-bar><table><thead><tr><th class="pick"><span class="sr-only">Choose</span></th></tr></thead>
    <tbody><tr><td><input type="checkbox" name="id" value="1"></td></tr><tr><td><input type="checkbox" name="id" value="2"></td></tr></tbody></table></form>`);
  const bar = document.querySelector('bulk-bar') as HTMLElement;
  expect(bar.hasAttribute('data-idle')).toBe(true);
  const all = document.querySelector('th input') as HTMLInputElement;
  all.checked = true;
  all.dispatchEvent(new Event('change', { bubbles: true }));
  expect(bar.hasAttribute('data-idle')).toBe(false);
  expect(document.querySelectorAll('td input:checked')).toHaveLength(2);
});
