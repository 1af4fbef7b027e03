import { expect, test, vi } from 'vitest';
import { mount } from './mount';
import { TextFile } from './text-file';

customElements.define('text-file', TextFile);

const choose = (text: string): HTMLTextAreaElement => {
  mount(
    '<text-file for="box" hidden><input type="file"><p class="wrong" hidden></p></text-file><textarea id="box"></textarea>',
  );
  const input = document.querySelector('input') as HTMLInputElement;
  const file = new File([text], 'orders.csv');
  file.text = () => Promise.resolve(text);
  Object.defineProperty(input, 'files', { value: [file] });
  input.dispatchEvent(new Event('change'));
  return document.querySelector('textarea') as HTMLTextAreaElement;
};

test('puts the text of the chosen file into the box', async () => {
  const box = choose('order_id\n7');
  await vi.waitFor(() => expect(box.value).toBe('order_id\n7'));
  expect((document.querySelector('text-file') as HTMLElement).hidden).toBe(false);
  expect((document.querySelector('.wrong') as HTMLElement).hidden).toBe(true);
});

test('says that a file is larger than the server takes', async () => {
  const box = choose('ক'.repeat(600_000));
  await vi.waitFor(() => expect((document.querySelector('.wrong') as HTMLElement).hidden).toBe(false));
  expect(box.value).toBe('');
});
