import type { Data } from './api';

/** ms of new engagement that are worth a message. */
const WORTH = 3000;

let total = 0;
let since = 0;
let bottom = 0;
let told = 0;

const tick = (): void => {
  const now = performance.now();
  if (since) total += now - since;
  since = !document.hidden && document.hasFocus() ? now : 0;
};

const reached = (): number => Math.max(bottom, scrollY + innerHeight);

/** Starts to measure the time in which the page is visible and focused, and how far down it was scrolled. */
export const watchEngagement = (): void => {
  for (const name of ['focus', 'blur', 'visibilitychange']) addEventListener(name, tick);
  // Scroll events can't be cancelled: they need not be told to be passive.
  addEventListener('scroll', () => {
    bottom = reached();
  });
  tick();
};

/** Time engaged since it was last taken and the depth reached; undefined when there is little new. */
export const takeEngagement = (): Data | undefined => {
  tick();
  const depth = Math.min(100, Math.round((reached() / document.documentElement.scrollHeight) * 100));
  // The depth at which a page opens is no news: only a visitor who scrolled got deeper.
  if (total < WORTH && !(bottom && depth > told)) return undefined;
  const data = { engagement_time_msec: Math.round(total), percent_scrolled: depth };
  told = depth;
  total = 0;
  return data;
};

/** Starts over, for a new page. */
export const resetEngagement = (): void => {
  tick();
  total = bottom = told = 0;
};
