import type { Page } from './api';
import { guard } from './guard';

/** ms that a single-page app gets to set the new page's title, and in which further moves count as one. */
export const SETTLE = 300;
const MAX_CHARS = 4000;

const cut = (text: string): string => text.slice(0, MAX_CHARS);
/** The first touch of `location` takes a page 0.1 ms, of the document's own address nothing. */
const load = (referrer: string): Page => ({ url: cut(document.URL), referrer, title: cut(document.title) });

let page: Page;
let previous: Page;
let timer = 0;
let since: number;
let leave: (page: Page) => void;
let seen: (data: { bf?: 1 }, time: number) => void;

/** Ends the wait for the title: it has settled, or the page hides. */
export const settle = (): void => {
  if (!timer) return;
  clearTimeout(timer);
  timer = 0;
  page.title = cut(document.title);
  // Gone and back before the title settled: no new page.
  if (page.url === previous.url) page = previous;
  else seen({}, since);
};

/** False while a new page's title may still change. */
export const settled = (): boolean => !timer;

const look = (): void => {
  const url = cut(document.URL);
  if (url === page.url) return;
  if (!timer) {
    leave(page);
    since = Date.now();
    previous = page;
    page = load(page.url);
  }
  page.url = url;
  clearTimeout(timer);
  timer = setTimeout(settle, SETTLE);
};

/** The page as it is now; notices a new address itself. */
export const currentPage = (): Page => {
  look();
  return page;
};

/** The browser brought the page back. */
export const back = (): void => {
  leave(page);
  page = load(page.referrer);
  seen({ bf: 1 }, Date.now());
};

/** Watches for new pages: calls `onLeave` as a page is left, `onSeen` once its successor has its title. */
export const watchPages = (onLeave: typeof leave, onSeen: typeof seen): void => {
  page = load(cut(document.referrer));
  leave = onLeave;
  seen = onSeen;
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name];
    history[name] = function (this: History, ...args) {
      original.apply(this, args);
      guard(look);
    };
  }
  addEventListener('popstate', look);
  addEventListener('hashchange', look);
};
