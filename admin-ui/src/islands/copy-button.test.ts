import { afterEach, expect, test, vi } from 'vitest';
import { CopyButton } from './copy-button';

afterEach(() => vi.unstubAllGlobals());

function button(): HTMLElement {
  if (!customElements.get('copy-button')) customElements.define('copy-button', CopyButton);
  document.body.innerHTML =
    '<pre id="source">text</pre><copy-button for="source" done="Copied" hidden><button><span data-label>Copy</span></button></copy-button>';
  return document.querySelector('button') as HTMLElement;
}

test('copies the text and says so', async () => {
  const writeText = vi.fn().mockResolvedValue(undefined);
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  const made = button();
  expect(document.querySelector<HTMLElement>('copy-button')?.hidden).toBe(false);
  made.click();
  await vi.waitFor(() => expect(made.textContent).toBe('Copied'));
  expect(writeText).toHaveBeenCalledWith('text');
});

test('claims nothing where the clipboard is closed', async () => {
  const writeText = vi.fn().mockRejectedValue(new Error('not allowed'));
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  const made = button();
  made.click();
  await vi.waitFor(() => expect(writeText).toHaveBeenCalled());
  expect(made.textContent).toBe('Copy');
});
