import { expect, test, vi } from 'vitest';
import { FileText } from './file-text';
import { mount } from './mount';

customElements.define('file-text', FileText);

test('puts the text of a file into the field', async () => {
  mount('<file-text for="codes" hidden><input type="file"></file-text><textarea id="codes"></textarea>');
  const input = document.querySelector('input') as HTMLInputElement;
  Object.defineProperty(input, 'files', { value: [new File(['A-1\nA-2'], 'codes.csv')] });
  input.dispatchEvent(new Event('change', { bubbles: true }));
  const field = document.querySelector('textarea') as HTMLTextAreaElement;
  await vi.waitFor(() => expect(field.value).toBe('A-1\nA-2'));
  expect(document.querySelector<FileText>('file-text')?.hidden).toBe(false);
});
