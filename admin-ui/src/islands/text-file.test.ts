import { expect, test, vi } from 'vitest';
import { mount } from './mount';
import { TextFile } from './text-file';

test('puts the text of the chosen file into the box', async () => {
  if (!customElements.get('text-file')) customElements.define('text-file', TextFile);
  mount('<text-file for="box" hidden><input type="file"></text-file><textarea id="box"></textarea>');
  const input = document.querySelector('input') as HTMLInputElement;
  const file = new File(['order_id\n7'], 'orders.csv');
  file.text = () => Promise.resolve('order_id\n7');
  Object.defineProperty(input, 'files', { value: [file] });
  input.dispatchEvent(new Event('change'));
  const box = document.querySelector('textarea') as HTMLTextAreaElement;
  await vi.waitFor(() => expect(box.value).toBe('order_id\n7'));
  expect((document.querySelector('text-file') as HTMLElement).hidden).toBe(false);
});
