import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LiveStream } from './live-stream';

let send: (html: string) => void;

class FakeSource {
  onopen = null;
  onerror = null;
  addEventListener(name: string, handle: (event: { data: string }) => void): void {
    if (name === 'row') send = (data) => handle({ data });
  }
  close(): void {}
}

beforeEach(() => {
  vi.stubGlobal('EventSource', FakeSource);
  if (!customElements.get('live-stream')) customElements.define('live-stream', LiveStream);
  document.body.innerHTML =
    '<live-stream src="/s"><p data-empty>nothing yet</p><ol><li id="e-1">old</li></ol></live-stream>';
});

afterEach(() => {
  document.body.innerHTML = '';
  vi.unstubAllGlobals();
});

const texts = () => [...document.querySelectorAll('li')].map((item) => item.textContent);

test('puts what comes on top and takes the empty page away', () => {
  send('<li id="e-2">new</li>');
  expect(texts()).toEqual(['new', 'old']);
  expect(document.querySelector('[data-empty]')).toBeNull();
});

test('shows an event once, also when it comes again after a reconnect', () => {
  send('<li id="e-1">old</li>');
  expect(texts()).toEqual(['old']);
});

test('keeps the list short', () => {
  for (let i = 2; i < 400; i++) send(`<li id="e-${i}">${i}</li>`);
  expect(texts()).toHaveLength(200);
  expect(texts()[0]).toBe('399');
});
