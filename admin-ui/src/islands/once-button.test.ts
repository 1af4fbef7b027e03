import { expect, test } from 'vitest';
import { mount } from './mount';
import { OnceButton } from './once-button';

function form(): HTMLFormElement {
  if (!customElements.get('once-button')) customElements.define('once-button', OnceButton);
  mount('<form><once-button><button>Publish</button></once-button></form>');
  return document.querySelector('form') as HTMLFormElement;
}

test('sends the first click and holds back the second', () => {
  const publish = form();
  expect(publish.dispatchEvent(new Event('submit', { cancelable: true }))).toBe(true);
  expect(publish.dispatchEvent(new Event('submit', { cancelable: true }))).toBe(false);
});

test('sends again when somebody comes back to the page', () => {
  const publish = form();
  publish.dispatchEvent(new Event('submit', { cancelable: true }));
  window.dispatchEvent(new Event('pageshow'));
  expect(publish.dispatchEvent(new Event('submit', { cancelable: true }))).toBe(true);
});
