import { beforeEach, expect, test, vi } from 'vitest';
import { ConfirmButton } from './confirm-button';

let form: HTMLFormElement;
let dialog: HTMLDialogElement;

beforeEach(() => {
  if (!customElements.get('confirm-button')) customElements.define('confirm-button', ConfirmButton);
  document.body.innerHTML = `<form><input type="radio" name="from" value="now" checked><input type="radio" name="from" value="beginning">
    <confirm-button when="from=beginning"><button>Save</button><dialog><button type="button" data-confirm>Yes</button></dialog></confirm-button></form>`;
  form = document.querySelector('form') as HTMLFormElement;
  dialog = document.querySelector('dialog') as HTMLDialogElement;
  dialog.showModal = vi.fn();
  dialog.close = vi.fn();
});

function submit(): boolean {
  return form.dispatchEvent(new Event('submit', { cancelable: true }));
}

test('lets the harmless choice through without a question', () => {
  expect(submit()).toBe(true);
  expect(dialog.showModal).not.toHaveBeenCalled();
});

test('asks first, and sends after yes', () => {
  (document.querySelector('[value=now]') as HTMLInputElement).checked = false;
  (document.querySelector('[value=beginning]') as HTMLInputElement).checked = true;
  expect(submit()).toBe(false);
  expect(dialog.showModal).toHaveBeenCalled();
  const sent = vi.spyOn(form, 'requestSubmit').mockImplementation(() => {});
  (document.querySelector('[data-confirm]') as HTMLElement).click();
  expect(sent).toHaveBeenCalled();
  expect(submit()).toBe(true);
});
