import { beforeEach, expect, test, vi } from 'vitest';
import { keepTyped } from './typed';

const FORM = `<a href="/console/account">ada@example.com</a><p id="typed-back" hidden></p>
  <main><form method="post" action="/console/rules"><input type="hidden" name="csrf" value="t"><input name="name">
  <input name="token" data-secret><input type="password" name="password"><input type="checkbox" name="days" value="1" checked>
  <input type="checkbox" name="days" value="2"><textarea name="note"></textarea></form></main>`;
const ENDED = '<p data-session-ended hidden></p><a class="button" href="/console/sites" data-way></a>';
const AWAY = '<div data-not-taken hidden></div><a class="button" href="/console/sites" data-way></a>';
const assign = vi.fn();
const lively = vi.fn();

/** The page that is open: a document of its own, as in a browser. */
let page = document;

const visit = (path: string, html: string, isBack = false): void => {
  page = document.implementation.createHTMLDocument();
  page.body.innerHTML = html;
  const [pathname, search = ''] = path.split(/(?=\?)/);
  keepTyped(page, { pathname, search, assign } as unknown as Location, { isBack, lively });
};
const field = (name: string): HTMLInputElement => page.querySelector(`[name="${name}"]`) as HTMLInputElement;
const type = (): void => {
  field('name').value = 'Left a cart';
  field('note').value = 'কার্ট';
  field('token').value = 'secret-1';
  field('password').value = 'secret-2';
  for (const box of page.querySelectorAll<HTMLInputElement>('[name=days]')) box.checked = box.value === '2';
  page.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true }));
};

beforeEach(() => sessionStorage.clear());

test('brings back what was typed when the session had ended, and no secret', () => {
  visit('/console/rules/new?from=cart', FORM);
  type();
  expect(sessionStorage.getItem('typed')).not.toMatch(/secret-/);
  visit('/console/rules', ENDED);
  expect(page.querySelector<HTMLElement>('[data-session-ended]')?.hidden).toBe(false);
  expect(page.querySelector('a')?.getAttribute('href')).toBe(
    '/console/login?next=%2Fconsole%2Frules%2Fnew%3Ffrom%3Dcart',
  );
  visit('/console/login', '<main><form method="post" action="/console/session"><input name="email"></form></main>');
  field('email').value = 'ada@example.com';
  page.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true }));
  visit('/console/rules/new?from=cart', FORM);
  expect(field('name').value).toBe('Left a cart');
  expect(field('note').value).toBe('কার্ট');
  expect(field('token').value + field('password').value).toBe('');
  expect([...page.querySelectorAll<HTMLInputElement>('[name=days]')].map((box) => box.checked)).toEqual([false, true]);
  expect(page.getElementById('typed-back')?.hidden).toBe(false);
  visit('/console/rules/new?from=cart', FORM);
  expect(field('name').value, 'once').toBe('');
});

test('forgets what was taken, and shows nobody what another one typed', () => {
  visit('/console/rules/new', FORM);
  type();
  visit('/console/rules/7', '<main></main>');
  expect(sessionStorage.getItem('typed')).toBeNull();
  visit('/console/rules/new', FORM);
  type();
  visit('/console/rules', ENDED);
  visit('/console/rules/new', FORM.replace('ada@', 'bob@'));
  expect(field('name').value).toBe('');
  expect(sessionStorage.getItem('typed')).toBeNull();
});

test('a form that was refused first comes back on the page that it was opened at', () => {
  visit('/console/rules/new', FORM);
  type();
  visit('/console/rules', FORM.replace('name="name"', 'name="name" aria-invalid="true"'));
  type();
  visit('/console/rules', ENDED);
  expect(page.querySelector('a')?.getAttribute('href')).toBe('/console/login?next=%2Fconsole%2Frules%2Fnew');
});

test('leads to the login when a part of a form could not be fetched any more', () => {
  visit('/console/rules/new', FORM);
  field('name').value = 'Left a cart';
  const detail = { xhr: { status: 401 }, elt: page.querySelector('textarea') };
  page.querySelector('textarea')?.dispatchEvent(new CustomEvent('htmx:responseError', { bubbles: true, detail }));
  expect(assign).toHaveBeenCalledWith('/console/login?next=%2Fconsole%2Frules%2Fnew');
  visit('/console/rules/new', FORM);
  expect(field('name').value).toBe('Left a cart');
});

test('leads back to the form when the server had no database, whatever is looked at meanwhile', () => {
  visit('/console/rules/new', FORM);
  type();
  visit('/console/rules', AWAY);
  expect(page.querySelector<HTMLElement>('[data-not-taken]')?.hidden).toBe(false);
  expect(page.querySelector('a')?.getAttribute('href')).toBe('/console/rules/new');
  visit('/console/sites', '<a href="/console/account">ada@example.com</a><main></main>');
  visit('/console/rules/new', FORM);
  expect(field('name').value).toBe('Left a cart');
});

test('brings back what got no answer at all when the browser goes back', () => {
  visit('/console/rules/new', FORM);
  type();
  visit('/console/rules/new', FORM, true);
  expect(field('name').value).toBe('Left a cart');
  type();
  visit('/console/rules/new', FORM);
  expect(field('name').value, 'an answer came: the same page anew').toBe('');
});

test('gives a form with conditions to the server, which knows their fields', async () => {
  const form = (fields: string): string =>
    FORM.replace('method="post"', 'id="rule" data-filled method="post"').replace(
      '</form>',
      `<div class="conditions">${fields}</div></form>`,
    );
  visit('/console/rules/new', form('<input type="hidden" name="c.0.kind" value="score"><input name="c.0.least">'));
  field('c.0.least').value = '7';
  type();
  visit('/console/rules', AWAY);
  const answer = form('<input name="c.0.least" value="7">').replace('name="name"', 'name="name" value="Left a cart"');
  const post = vi.fn(async (_to: string, _how: { body: URLSearchParams }) => new Response(answer));
  vi.stubGlobal('fetch', post);
  visit('/console/rules/new', form(''));
  await vi.waitFor(() => expect(lively).toHaveBeenCalled());
  const sent = post.mock.calls[0]?.[1].body;
  expect([sent?.get('c.0.kind'), sent?.get('c.0.least'), sent?.get('then')]).toEqual(['score', '7', 'keep']);
  expect(sent?.getAll('csrf'), 'of the new session').toEqual(['t']);
  expect([field('name').value, field('c.0.least').value]).toEqual(['Left a cart', '7']);
  vi.unstubAllGlobals();
});
