import type { Page } from './api';
import { guard } from './guard';

/** ms that a single-page app gets to set the new page's title, and in which further moves count as one. */
const SETTLE = 300;
const MAX_URL = 4000;
const MAX_TITLE = 500;

export interface Pages {
  /** The page as it is now; notices a new address itself. */
  current(): Page;
  /** False while a new page's title may still change. */
  settled(): boolean;
  /** Ends the wait for the title, because the page hides. */
  settle(): void;
}

const here = (): string => location.href.slice(0, MAX_URL);
const title = (): string => document.title.slice(0, MAX_TITLE);

/** Watches for new pages: `left` as a page is left, `seen` once its successor has its title. */
export const createPages = (left: (page: Page) => void, seen: (data: { bf?: 1 }, time: number) => void): Pages => {
  const load = (referrer: string): Page => ({ url: here(), referrer: referrer.slice(0, MAX_URL), title: title() });
  let page = load(document.referrer);
  let previous = page;
  let timer = 0;
  let since = 0;

  const settle = (): void => {
    if (!timer) return;
    clearTimeout(timer);
    timer = 0;
    page.title = title();
    // Gone and back before the title settled: no new page.
    if (page.url === previous.url) page = previous;
    else seen({}, since);
  };

  const look = (): void => {
    if (here() === page.url) return;
    if (!timer) {
      left(page);
      since = Date.now();
      previous = page;
      page = load(page.url);
    }
    page.url = here();
    clearTimeout(timer);
    timer = setTimeout(settle, SETTLE);
  };

  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name];
    history[name] = function (this: History, ...args) {
      original.apply(this, args);
      guard(look);
    };
  }
  addEventListener('popstate', look);
  addEventListener('hashchange', look);
  addEventListener('pageshow', event => {
    if (!event.persisted) return;
    left(page);
    page = load(page.referrer);
    seen({ bf: 1 }, Date.now());
  });

  return {
    current: () => {
      look();
      return page;
    },
    settled: () => !timer,
    settle,
  };
};
