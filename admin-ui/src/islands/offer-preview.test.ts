import { expect, test, vi } from 'vitest';
import { mount } from './mount';
import { OfferPreview } from './offer-preview';

customElements.define('offer-preview', OfferPreview);

test('sends the form into the frame at once, and again when somebody has stopped typing', () => {
  vi.useFakeTimers();
  const sent: (string | undefined)[] = [];
  HTMLFormElement.prototype.requestSubmit = (button) => {
    sent.push((button as HTMLButtonElement).formTarget);
  };
  mount(
    '<form><input name="a"><button>Save</button><offer-preview><button formtarget="frame">Show</button></offer-preview></form>',
  );
  expect(sent).toEqual(['frame']);
  const input = document.querySelector('input') as HTMLInputElement;
  for (let i = 0; i < 3; i++) {
    input.dispatchEvent(new Event('input', { bubbles: true }));
    vi.advanceTimersByTime(200);
  }
  expect(sent).toHaveLength(1);
  vi.advanceTimersByTime(400);
  expect(sent).toEqual(['frame', 'frame']);
  vi.useRealTimers();
});
