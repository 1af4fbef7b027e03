import { expect, test, vi } from 'vitest';
import { CodeEditor } from './code-editor';
import { mount } from './mount';

test('puts an editor over the area and keeps the area filled', async () => {
  if (!customElements.get('code-editor')) customElements.define('code-editor', CodeEditor);
  mount(
    '<label for="h">HTML</label><code-editor language="html"><textarea id="h" name="params.html">&lt;b&gt;</textarea></code-editor>',
  );
  const element = document.querySelector('code-editor') as HTMLElement;
  await vi.waitFor(() => expect(element.dataset.ready).toBe(''));
  const content = element.shadowRoot?.querySelector('.cm-content');
  expect(content?.textContent).toBe('<b>');
  expect(content?.getAttribute('aria-label')).toBe('HTML');
});
