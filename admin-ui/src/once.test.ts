import { expect, test } from 'vitest';
import { sendOnce } from './once';

const page = document.implementation.createHTMLDocument();
page.body.innerHTML = `<form id="save" method="post"><button></button></form><form id="ask" method="post"></form>
  <form id="file" method="post" data-stays></form><form id="search"></form>
  <form id="show" method="post"><button formtarget="frame"></button></form>`;
page.getElementById('ask')?.addEventListener('submit', (event) => event.preventDefault(), { once: true });
const view = new EventTarget();
sendOnce(page, view);

/** Whether the browser would send it. */
function submit(id: string): boolean {
  const submitter = page.querySelector<HTMLElement>(`#${id} button`);
  const event = Object.assign(new Event('submit', { bubbles: true, cancelable: true }), { submitter });
  return page.getElementById(id)?.dispatchEvent(event) ?? false;
}

test('sends a form once until its page is shown again', () => {
  expect([submit('save'), submit('save')]).toEqual([true, false]);
  expect(page.querySelector('button')?.getAttribute('aria-disabled')).toBe('true');
  view.dispatchEvent(new Event('pageshow'));
  expect(submit('save')).toBe(true);
});

test('lets what asks first be sent after the answer, and what changes nothing as often as one likes', () => {
  expect([submit('ask'), submit('ask'), submit('ask')]).toEqual([false, true, false]);
  expect([submit('file'), submit('file')]).toEqual([true, true]);
  expect([submit('search'), submit('search')]).toEqual([true, true]);
  expect([submit('show'), submit('show')], 'shown in a frame').toEqual([true, true]);
});
